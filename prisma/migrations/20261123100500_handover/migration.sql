-- The acceptance sheet as the parties sign it; the hash is over its body, so it never changes.
CREATE TABLE "acceptance_sheet" (
    "subject" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "frozen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "acceptance_sheet_pkey" PRIMARY KEY ("subject", "hash")
);

-- What a customer's contact signs with: one link per ask, for one sheet, once.
CREATE TABLE "signer_link" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "effect" TEXT NOT NULL,
    "contact_id" TEXT NOT NULL,
    "sheet" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "signer_link_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "signer_link_subject_effect_key" ON "signer_link"("subject", "effect");

-- The rooms of a campus, as the keys of a hand-over's items count them: E1@12 is its twelfth.
CREATE TABLE "handover_room" (
    "subject" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "site_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "handover_room_pkey" PRIMARY KEY ("subject", "n")
);

-- Who made sure of a contact, and of which facts: {by, at, of}.
ALTER TABLE "customer_contact" ADD COLUMN "verification" JSONB;

-- The board asks for what goes live soon.
CREATE INDEX "process_row_go_live_idx" ON "process_row" ((("view" ->> 'goLiveAt')::numeric))
    WHERE "process" = 'handover' AND "closed_at" IS NULL;
