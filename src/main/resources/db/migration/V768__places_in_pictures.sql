-- Whether a picture tells where it was taken; null for files that came before anybody looked.
alter table platform.file add column located boolean;
