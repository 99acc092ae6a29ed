CREATE TABLE "suspects" (
	"partition_id" smallint NOT NULL,
	"instance_id" text collate "C" NOT NULL,
	"crashes" smallint NOT NULL,
	CONSTRAINT "suspects_partition_id_instance_id_pk" PRIMARY KEY("partition_id","instance_id")
);
--> statement-breakpoint
ALTER TABLE "work_items" ADD COLUMN "quarantined_at" timestamp with time zone;--> statement-breakpoint
CREATE INDEX "work_items_quarantined" ON "work_items" USING btree ("partition_id","instance_id") WHERE "work_items"."quarantined_at" is not null;