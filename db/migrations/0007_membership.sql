CREATE TABLE "heirs" (
	"partition_id" smallint PRIMARY KEY NOT NULL,
	"node_id" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "nodes" ADD COLUMN "entities" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "nodes" ADD COLUMN "activities_running" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "nodes" ADD COLUMN "leaving_since" timestamp with time zone;