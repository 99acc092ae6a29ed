CREATE TYPE "public"."batch_outcome" AS ENUM('skipped', 'failed');--> statement-breakpoint
CREATE TYPE "public"."batch_state" AS ENUM('running', 'paused', 'completed', 'aborted');--> statement-breakpoint
CREATE TABLE "batch_jobs" (
	"job_id" uuid PRIMARY KEY NOT NULL,
	"request" text NOT NULL,
	"actor" text NOT NULL,
	"state" "batch_state" NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_at" timestamp with time zone,
	"matched" integer,
	"done" integer DEFAULT 0 NOT NULL,
	"skipped" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"cursor" text,
	"lease_id" uuid,
	"leased_until" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "batch_problems" (
	"job_id" uuid NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"outcome" "batch_outcome" NOT NULL,
	"code" text NOT NULL,
	"detail" text NOT NULL,
	CONSTRAINT "batch_problems_job_id_instance_id_pk" PRIMARY KEY("job_id","instance_id")
);
--> statement-breakpoint
CREATE INDEX "batch_jobs_newest" ON "batch_jobs" USING btree ("created_at","job_id");--> statement-breakpoint
CREATE INDEX "batch_jobs_running" ON "batch_jobs" USING btree ("created_at") WHERE "batch_jobs"."state" = 'running';--> statement-breakpoint
CREATE INDEX "instances_by_tag" ON "instances" USING gin ((case when "tags" !~* '\\u(0000|d[89a-f])' then "tags"::jsonb end) jsonb_path_ops) WHERE "instances"."tags" is not null;