DROP INDEX vacancy_agency_title, vacancy_archive, selection_round_published_at;
REVOKE DELETE ON mail FROM terang_server;
DROP TABLE saved_search_mail, saved_search;
