CREATE TYPE "public"."history_event_type" AS ENUM('ExecutionStarted', 'TaskScheduled', 'TaskCompleted', 'TaskFailed', 'SubOrchestrationInstanceCreated', 'SubOrchestrationInstanceCompleted', 'SubOrchestrationInstanceFailed', 'TimerCreated', 'TimerFired', 'TimerCanceled', 'EventWaitStarted', 'EventRaised', 'EventSent', 'CustomStatusSet', 'ExecutionSuspended', 'ExecutionResumed', 'ExecutionTerminated', 'ContinuedAsNew', 'ExecutionCompleted');--> statement-breakpoint
CREATE TYPE "public"."runtime_status" AS ENUM('Pending', 'Running', 'Suspended', 'ContinuedAsNew', 'Completed', 'Failed', 'Canceled', 'Terminated');--> statement-breakpoint
CREATE TYPE "public"."wait_state" AS ENUM('open', 'answered', 'closed');--> statement-breakpoint
CREATE TABLE "call_sites" (
	"call_site_id" integer PRIMARY KEY NOT NULL,
	"location" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "checkpoints" (
	"partition_id" smallint NOT NULL,
	"lane" smallint NOT NULL,
	"batch_id" uuid NOT NULL,
	CONSTRAINT "checkpoints_partition_id_lane_pk" PRIMARY KEY("partition_id","lane")
);
--> statement-breakpoint
CREATE TABLE "control_queue" (
	"partition_id" smallint NOT NULL,
	"message_id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "control_queue_message_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"instance_id" text collate "C" NOT NULL,
	"message" text NOT NULL,
	"enqueued_at" timestamp with time zone DEFAULT now() NOT NULL,
	"visible_at" timestamp with time zone,
	"dispatch_count" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "control_queue_partition_id_message_id_pk" PRIMARY KEY("partition_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "history" (
	"partition_id" smallint NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"generation" integer NOT NULL,
	"seq" integer NOT NULL,
	"turn" integer NOT NULL,
	"type" "history_event_type" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"task_id" integer,
	"name" text,
	"payload" text,
	"detail" text,
	"duration_ms" integer,
	"call_site" integer,
	"actor" text,
	"awaiting" text,
	"deployment" text,
	CONSTRAINT "history_partition_id_instance_id_generation_seq_pk" PRIMARY KEY("partition_id","instance_id","generation","seq")
);
--> statement-breakpoint
CREATE TABLE "instances" (
	"partition_id" smallint NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"generation" integer NOT NULL,
	"execution_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"name" text NOT NULL,
	"version" text,
	"status" "runtime_status" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	"history_length" integer NOT NULL,
	"input" text,
	"output" text,
	"failure" text,
	"custom_status" text,
	"tags" text,
	"parent" text,
	"waiting_on" text,
	"problem" text,
	CONSTRAINT "instances_partition_id_instance_id_pk" PRIMARY KEY("partition_id","instance_id"),
	CONSTRAINT "instances_end_once" CHECK (("instances"."completed_at" is not null) = ("instances"."status" in ('Completed', 'Failed', 'Canceled', 'Terminated')))
);
--> statement-breakpoint
CREATE TABLE "nodes" (
	"node_id" text PRIMARY KEY NOT NULL,
	"deployment" text NOT NULL,
	"orchestrators" text[] NOT NULL,
	"activities" text[] NOT NULL,
	"activity_capacity" integer NOT NULL,
	"started_at" timestamp with time zone DEFAULT now() NOT NULL,
	"alive_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "partitions" (
	"partition_id" smallint PRIMARY KEY NOT NULL,
	"owner" text,
	"epoch" bigint DEFAULT 0 NOT NULL,
	"lease_id" uuid,
	"acquired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "task_hub" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"partition_count" smallint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "task_hub_has_one_row" CHECK ("task_hub"."only")
);
--> statement-breakpoint
CREATE TABLE "timers" (
	"partition_id" smallint NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"generation" integer NOT NULL,
	"task_id" integer NOT NULL,
	"fire_at" timestamp with time zone NOT NULL,
	CONSTRAINT "timers_partition_id_instance_id_generation_task_id_pk" PRIMARY KEY("partition_id","instance_id","generation","task_id")
);
--> statement-breakpoint
CREATE TABLE "waits" (
	"partition_id" smallint NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"generation" integer NOT NULL,
	"task_id" integer NOT NULL,
	"event_name" text NOT NULL,
	"human_task" text,
	"state" "wait_state" NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"decided_by" text,
	CONSTRAINT "waits_partition_id_instance_id_generation_task_id_pk" PRIMARY KEY("partition_id","instance_id","generation","task_id")
);
--> statement-breakpoint
CREATE TABLE "work_items" (
	"partition_id" smallint NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"generation" integer NOT NULL,
	"task_id" integer NOT NULL,
	"name" text NOT NULL,
	"input" text,
	"locked_by" text,
	"attempt" smallint NOT NULL,
	"enqueued_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "work_items_partition_id_instance_id_generation_task_id_pk" PRIMARY KEY("partition_id","instance_id","generation","task_id")
);
--> statement-breakpoint
CREATE INDEX "instances_newest" ON "instances" USING btree ("created_at","instance_id");--> statement-breakpoint
CREATE INDEX "instances_by_status" ON "instances" USING btree ("status","created_at","instance_id");--> statement-breakpoint
CREATE INDEX "instances_by_name" ON "instances" USING btree ("name","created_at","instance_id");--> statement-breakpoint
CREATE INDEX "timers_due" ON "timers" USING btree ("partition_id","fire_at");--> statement-breakpoint
CREATE INDEX "waits_open_human_tasks" ON "waits" USING btree ("started_at") WHERE "waits"."state" = 'open' and "waits"."human_task" is not null;--> statement-breakpoint
CREATE INDEX "work_items_unclaimed" ON "work_items" USING btree ("partition_id","enqueued_at") WHERE "work_items"."locked_by" is null;