DROP INDEX application_queue;
