-- Whose hands carry out a job out in the world, from here on: where those of one marketplace are all
-- full, its jobs are left where they are and the others' are claimed.
ALTER TABLE job ADD COLUMN hands TEXT;
