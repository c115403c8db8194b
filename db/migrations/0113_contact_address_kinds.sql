ALTER TABLE contact_address MODIFY kind ENUM('email','phone','inbox','push') NOT NULL;
