-- The row of a heartbeat is made by its process, perhaps before the first beat.
ALTER TABLE "heartbeat" ALTER COLUMN "last_at" DROP NOT NULL,
  ADD COLUMN "seq" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "state" TEXT NOT NULL DEFAULT 'beating',
  ADD COLUMN "missed_since" TIMESTAMPTZ(3);

-- Retries of a webhook delivery end 48 hours after it was made or replayed.
ALTER TABLE "webhook_delivery"
  ADD COLUMN "expires_at" TIMESTAMPTZ(3) NOT NULL DEFAULT (now() + '48:00:00'::interval);

-- The head of each lane: one subscription, one subject, in the order of its lines.
CREATE INDEX "webhook_delivery_webhook_id_subject_seq_idx"
  ON "webhook_delivery"("webhook_id", "subject", "seq");
