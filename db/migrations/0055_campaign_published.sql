UPDATE campaign SET published_version = version, least_revision_id = revision_id
WHERE revision_id IS NOT NULL AND published_version IS NULL;
