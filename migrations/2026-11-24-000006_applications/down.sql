-- Undoes what stands beside it.
DROP TABLE import_file, application_document, application_snapshot, application, application_form, document;
