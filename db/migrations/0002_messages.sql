ALTER TYPE "public"."history_event_type" ADD VALUE 'TaskCanceled';--> statement-breakpoint
ALTER TYPE "public"."history_event_type" ADD VALUE 'EventWaitCanceled';--> statement-breakpoint
ALTER TYPE "public"."history_event_type" ADD VALUE 'ExecutionCancelRequested';--> statement-breakpoint
ALTER TYPE "public"."history_event_type" ADD VALUE 'ExecutionRewound';--> statement-breakpoint
ALTER TYPE "public"."history_event_type" ADD VALUE 'EntityOperationSignaled';--> statement-breakpoint
ALTER TYPE "public"."history_event_type" ADD VALUE 'EntityOperationCalled';--> statement-breakpoint
ALTER TYPE "public"."history_event_type" ADD VALUE 'EntityOperationCompleted';--> statement-breakpoint
ALTER TYPE "public"."history_event_type" ADD VALUE 'EntityOperationFailed';--> statement-breakpoint
ALTER TYPE "public"."history_event_type" ADD VALUE 'EntityLockRequested';--> statement-breakpoint
ALTER TYPE "public"."history_event_type" ADD VALUE 'EntityLockGranted';--> statement-breakpoint
ALTER TYPE "public"."history_event_type" ADD VALUE 'EntityUnlockSent';--> statement-breakpoint
CREATE TABLE "entities" (
	"partition_id" smallint NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"revision" integer NOT NULL,
	"state" text,
	"locked_by" text,
	"waiting" text,
	"created_at" timestamp with time zone NOT NULL,
	"last_operation_at" timestamp with time zone NOT NULL,
	CONSTRAINT "entities_partition_id_instance_id_pk" PRIMARY KEY("partition_id","instance_id")
);
--> statement-breakpoint
CREATE TABLE "entity_replies" (
	"partition_id" smallint NOT NULL,
	"request_id" text NOT NULL,
	"reply" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entity_replies_partition_id_request_id_pk" PRIMARY KEY("partition_id","request_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"partition_id" smallint NOT NULL,
	"position" bigint NOT NULL,
	"target_partition" smallint NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"message" text NOT NULL,
	"visible_at" timestamp with time zone,
	CONSTRAINT "outbox_partition_id_position_pk" PRIMARY KEY("partition_id","position")
);
--> statement-breakpoint
CREATE TABLE "received" (
	"partition_id" smallint NOT NULL,
	"sender" smallint NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "received_partition_id_sender_pk" PRIMARY KEY("partition_id","sender")
);
--> statement-breakpoint
ALTER TABLE "instances" ADD COLUMN "parent_id" text collate "C";--> statement-breakpoint
ALTER TABLE "work_items" ADD COLUMN "facts" text;--> statement-breakpoint
CREATE INDEX "entities_by_id" ON "entities" USING btree ("instance_id");--> statement-breakpoint
CREATE INDEX "control_queue_delayed" ON "control_queue" USING btree ("partition_id","visible_at") WHERE "control_queue"."visible_at" is not null;--> statement-breakpoint
CREATE INDEX "instances_by_parent" ON "instances" USING btree ("parent_id","created_at","instance_id") WHERE "instances"."parent_id" is not null;