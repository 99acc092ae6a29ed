CREATE TABLE "duties" (
	"name" text PRIMARY KEY NOT NULL,
	"node_id" text NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "repair_findings" (
	"kind" text NOT NULL,
	"partition_id" smallint NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"task_id" integer NOT NULL,
	"detail" text NOT NULL,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"mended_at" timestamp with time zone,
	CONSTRAINT "repair_findings_kind_partition_id_instance_id_task_id_pk" PRIMARY KEY("kind","partition_id","instance_id","task_id")
);
--> statement-breakpoint
CREATE TABLE "retention_rules" (
	"rule_id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"statuses" "runtime_status"[] NOT NULL,
	"orchestrator" text,
	"tag_key" text,
	"tag_value" text,
	"keep_ms" bigint NOT NULL,
	"is_paused" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_run_at" timestamp with time zone,
	"purged" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "retention_runs" (
	"run_id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "retention_runs_run_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"rule_id" uuid NOT NULL,
	"name" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"purged" integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX "retention_runs_newest" ON "retention_runs" USING btree ("at");--> statement-breakpoint
CREATE INDEX "instances_held_back" ON "instances" USING btree ("partition_id") WHERE "instances"."problem" is not null;