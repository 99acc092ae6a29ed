ALTER TABLE "nodes" ADD COLUMN "session" text;--> statement-breakpoint
ALTER TABLE "suspects" ADD COLUMN "marked_by" text DEFAULT '' NOT NULL;