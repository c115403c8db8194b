ALTER TABLE tally_day ADD INDEX tally_day_of_clinic (clinic_id, day, measure, campaign_id, amount);
