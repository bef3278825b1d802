-- 0025_custom_roles 6a118119a627073918723bfe5688e62111c6fc14844c5f90a091d2aea50accf1
CREATE TABLE "failed_update" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "shop_id" BIGINT,
    "key" VARCHAR(200) NOT NULL,
    "channel" VARCHAR(20) NOT NULL,
    "body" JSONB NOT NULL,
    "error" TEXT NOT NULL,
    "code" VARCHAR(12) NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "resolved_at" TIMESTAMPTZ
);
CREATE TABLE "handled" (
    "key" VARCHAR(200) NOT NULL  PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL
);
CREATE INDEX "idx_handled_at_21b4c2" ON "handled" ("at");
CREATE TABLE "shop" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "slug" VARCHAR(40) NOT NULL UNIQUE,
    "name" VARCHAR(80) NOT NULL,
    "pitch" VARCHAR(160) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "country" VARCHAR(2) NOT NULL,
    "timezone" VARCHAR(40) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "locales" JSONB NOT NULL,
    "phone" VARCHAR(30) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "seller" TEXT NOT NULL,
    "prices_include_tax" BOOL NOT NULL,
    "test_mode" BOOL NOT NULL,
    "is_demo" BOOL NOT NULL,
    "settings" JSONB NOT NULL,
    "catalog_version" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL
);
CREATE TABLE "audit" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "actor_kind" VARCHAR(10) NOT NULL,
    "actor_id" BIGINT NOT NULL,
    "action" VARCHAR(60) NOT NULL,
    "subject" VARCHAR(60) NOT NULL,
    "changes" JSONB NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "request_id" VARCHAR(40) NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_audit_shop_id_25dcc2" ON "audit" ("shop_id", "subject");
CREATE INDEX "idx_audit_shop_id_7300b8" ON "audit" ("shop_id", "at");
CREATE TABLE "counter" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(30) NOT NULL,
    "value" BIGINT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_counter_shop_id_1136d8" UNIQUE ("shop_id", "name")
);
CREATE TABLE "coupon" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "code" VARCHAR(16) NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "percent_bp" INT NOT NULL,
    "amount" BIGINT NOT NULL,
    "minimum" BIGINT NOT NULL,
    "starts_at" TIMESTAMPTZ,
    "ends_at" TIMESTAMPTZ,
    "category_ids" JSONB NOT NULL,
    "product_ids" JSONB NOT NULL,
    "usage_limit" INT,
    "used" INT NOT NULL,
    "per_customer" INT,
    "active" BOOL NOT NULL,
    "is_demo" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_coupon_shop_id_7fbafd" UNIQUE ("shop_id", "code")
);
CREATE TABLE "customer" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "phone" VARCHAR(20) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "blocked" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "address" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "label" VARCHAR(20) NOT NULL,
    "line" VARCHAR(200) NOT NULL,
    "unit" VARCHAR(40) NOT NULL,
    "city" VARCHAR(80) NOT NULL,
    "region" VARCHAR(80) NOT NULL,
    "postcode" VARCHAR(16) NOT NULL,
    "country" VARCHAR(2) NOT NULL,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "verified" BOOL NOT NULL,
    "is_default" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "deleted_at" TIMESTAMPTZ,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_address_shop_id_1964e4" ON "address" ("shop_id", "customer_id");
CREATE TABLE "channel_identity" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "channel" VARCHAR(12) NOT NULL,
    "external_id" VARCHAR(80) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_channel_ide_shop_id_48c321" UNIQUE ("shop_id", "channel", "external_id")
);
CREATE TABLE "chat" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "channel" VARCHAR(12) NOT NULL,
    "bot" VARCHAR(40) NOT NULL,
    "external_id" VARCHAR(80) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "canvas" JSONB NOT NULL,
    "field" VARCHAR(400) NOT NULL,
    "field_until" TIMESTAMPTZ,
    "taps" INT NOT NULL,
    "messages" INT NOT NULL,
    "coupon" VARCHAR(16) NOT NULL,
    "coupon_until" TIMESTAMPTZ,
    "frame" INT NOT NULL,
    "blocked_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL,
    "customer_id" BIGINT REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_chat_channel_e91828" UNIQUE ("channel", "bot", "external_id")
);
CREATE INDEX "idx_chat_shop_id_8588e3" ON "chat" ("shop_id", "customer_id");
CREATE TABLE "coupon_use" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "order_id" BIGINT NOT NULL UNIQUE,
    "seat" INT,
    "voided" BOOL NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "coupon_id" BIGINT NOT NULL REFERENCES "coupon" ("id") ON DELETE RESTRICT,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_coupon_use_coupon__c14728" UNIQUE ("coupon_id", "customer_id", "seat")
);
CREATE TABLE "delivery_zone" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "countries" JSONB NOT NULL,
    "regions" JSONB NOT NULL,
    "postcodes" JSONB NOT NULL,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "radius_km" DOUBLE PRECISION,
    "is_demo" BOOL NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "delivery_method" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(8) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "position" INT NOT NULL,
    "active" BOOL NOT NULL,
    "price_kind" VARCHAR(8) NOT NULL,
    "steps" JSONB NOT NULL,
    "free_above" BIGINT,
    "preparation_days" INT NOT NULL,
    "transit_min" INT NOT NULL,
    "transit_max" INT NOT NULL,
    "ready_hours" INT NOT NULL,
    "cutoff" VARCHAR(5) NOT NULL,
    "weekdays" JSONB NOT NULL,
    "closed_dates" JSONB NOT NULL,
    "needs_phone" BOOL NOT NULL,
    "tax_class" VARCHAR(20) NOT NULL,
    "is_demo" BOOL NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "zone_id" BIGINT REFERENCES "delivery_zone" ("id") ON DELETE RESTRICT
);
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "at" TIMESTAMPTZ NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "channel" VARCHAR(12) NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "subject_id" BIGINT NOT NULL,
    "taps" INT NOT NULL,
    "data" JSONB NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_event_shop_id_4bd661" ON "event" ("shop_id", "kind", "at");
CREATE INDEX "idx_event_shop_id_8f6bd0" ON "event" ("shop_id", "kind", "subject_id");
CREATE TABLE "import_run" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "feed" VARCHAR(20) NOT NULL,
    "file" VARCHAR(300) NOT NULL,
    "dry_run" BOOL NOT NULL,
    "counts" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "ledger_entry" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "ref" VARCHAR(80) NOT NULL,
    "order_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_ledger_entr_shop_id_3d312d" UNIQUE ("shop_id", "ref")
);
CREATE INDEX "idx_ledger_entr_shop_id_6d9fad" ON "ledger_entry" ("shop_id", "order_id");
CREATE TABLE "ledger_line" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "account" VARCHAR(40) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL REFERENCES "ledger_entry" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_ledger_line_shop_id_9317ac" ON "ledger_line" ("shop_id", "account", "currency");
CREATE TABLE "media_file" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "path" VARCHAR(500) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "source" VARCHAR(1000) NOT NULL,
    "width" INT NOT NULL,
    "height" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_media_file_shop_id_062e0a" ON "media_file" ("shop_id", "digest");
CREATE TABLE "category" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "path" VARCHAR(200) NOT NULL,
    "depth" INT NOT NULL,
    "position" INT NOT NULL,
    "key" VARCHAR(300) NOT NULL,
    "hidden" BOOL NOT NULL,
    "image_id" BIGINT REFERENCES "media_file" ("id") ON DELETE RESTRICT,
    "parent_id" BIGINT REFERENCES "category" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_category_shop_id_dd51bc" UNIQUE ("shop_id", "key")
);
CREATE INDEX "idx_category_path_09eb5d" ON "category" ("path");
CREATE INDEX "idx_category_shop_id_7b2c25" ON "category" ("shop_id", "parent_id");
CREATE TABLE "category_text" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "locale" VARCHAR(12) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "description" VARCHAR(300) NOT NULL,
    "category_id" BIGINT NOT NULL REFERENCES "category" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_category_te_categor_79f4bc" UNIQUE ("category_id", "locale")
);
CREATE TABLE "outbox" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "topic" VARCHAR(60) NOT NULL,
    "payload" JSONB NOT NULL,
    "once" VARCHAR(120),
    "status" VARCHAR(10) NOT NULL,
    "attempts" INT NOT NULL,
    "not_before" TIMESTAMPTZ NOT NULL,
    "leased_until" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "error" TEXT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_outbox_shop_id_7e2793" UNIQUE ("shop_id", "once")
);
CREATE INDEX "idx_outbox_status_7ce545" ON "outbox" ("status", "not_before");
COMMENT ON COLUMN "outbox"."status" IS 'WAITING: waiting\nSENT: sent\nDEAD: dead';
CREATE TABLE "pickup_point" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "address" VARCHAR(200) NOT NULL,
    "hours" VARCHAR(120) NOT NULL,
    "lat" DOUBLE PRECISION,
    "lon" DOUBLE PRECISION,
    "position" INT NOT NULL,
    "active" BOOL NOT NULL,
    "is_demo" BOOL NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "cart" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(8) NOT NULL,
    "revision" INT NOT NULL,
    "coupon" VARCHAR(16) NOT NULL,
    "payment" VARCHAR(20) NOT NULL,
    "extras" JSONB NOT NULL,
    "undo" JSONB NOT NULL,
    "touched_at" TIMESTAMPTZ NOT NULL,
    "address_id" BIGINT REFERENCES "address" ("id") ON DELETE RESTRICT,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "method_id" BIGINT REFERENCES "delivery_method" ("id") ON DELETE RESTRICT,
    "point_id" BIGINT REFERENCES "pickup_point" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_cart_custome_ed416c" UNIQUE ("customer_id", "kind")
);
COMMENT ON COLUMN "cart"."kind" IS 'BASKET: basket\nDIRECT: direct';
CREATE TABLE "product" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "key" VARCHAR(200) NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "status" VARCHAR(10) NOT NULL,
    "brand" VARCHAR(120) NOT NULL,
    "tax_class" VARCHAR(20) NOT NULL,
    "requires_shipping" BOOL NOT NULL,
    "price_from" BIGINT NOT NULL,
    "price_to" BIGINT NOT NULL,
    "on_sale" BOOL NOT NULL,
    "units_sold_30" INT NOT NULL,
    "views_30" INT NOT NULL,
    "is_demo" BOOL NOT NULL,
    "revision" INT NOT NULL,
    "content_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "published_at" TIMESTAMPTZ,
    "category_id" BIGINT REFERENCES "category" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_shop_id_b543fb" UNIQUE ("shop_id", "key")
);
CREATE INDEX "idx_product_shop_id_0c9b75" ON "product" ("shop_id", "status", "price_from");
CREATE INDEX "idx_product_shop_id_485eb2" ON "product" ("shop_id", "status", "price_to");
CREATE INDEX "idx_product_shop_id_4280b8" ON "product" ("shop_id", "status", "published_at");
COMMENT ON COLUMN "product"."status" IS 'DRAFT: draft\nACTIVE: active\nARCHIVED: archived';
CREATE TABLE "product_attribute" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(80) NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "value" VARCHAR(300) NOT NULL,
    "number" DOUBLE PRECISION,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_att_product_1c097c" UNIQUE ("product_id", "name")
);
CREATE INDEX "idx_product_att_shop_id_efc9d7" ON "product_attribute" ("shop_id", "name", "value");
CREATE TABLE "product_category" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "position" INT NOT NULL,
    "category_id" BIGINT NOT NULL REFERENCES "category" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_cat_product_1e30fe" UNIQUE ("product_id", "category_id")
);
CREATE INDEX "idx_product_cat_shop_id_988429" ON "product_category" ("shop_id", "category_id");
CREATE TABLE "product_image" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "position" INT NOT NULL,
    "alt" VARCHAR(300) NOT NULL,
    "media_id" BIGINT NOT NULL REFERENCES "media_file" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_ima_product_ff0523" UNIQUE ("product_id", "position")
);
CREATE TABLE "product_option" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "position" INT NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_opt_product_02b5e0" UNIQUE ("product_id", "position")
);
CREATE TABLE "option_value" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "position" INT NOT NULL,
    "value" VARCHAR(120) NOT NULL,
    "option_id" BIGINT NOT NULL REFERENCES "product_option" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_option_valu_option__c7796d" UNIQUE ("option_id", "value")
);
CREATE TABLE "product_tag" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "tag" VARCHAR(80) NOT NULL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_tag_product_6fa508" UNIQUE ("product_id", "tag")
);
CREATE INDEX "idx_product_tag_shop_id_e99aec" ON "product_tag" ("shop_id", "tag");
CREATE TABLE "product_text" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "locale" VARCHAR(12) NOT NULL,
    "name" VARCHAR(300) NOT NULL,
    "description" TEXT NOT NULL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_tex_product_d39f30" UNIQUE ("product_id", "locale")
);
CREATE TABLE "quote" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "revision" INT NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "total" BIGINT NOT NULL,
    "body" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "cart_id" BIGINT NOT NULL REFERENCES "cart" ("id") ON DELETE RESTRICT,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_quote_cart_id_f5e101" UNIQUE ("cart_id", "revision")
);
CREATE TABLE "orders" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "number" BIGINT NOT NULL,
    "token" VARCHAR(16) NOT NULL UNIQUE,
    "status" VARCHAR(20) NOT NULL,
    "payment_method" VARCHAR(20) NOT NULL,
    "channel" VARCHAR(12) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "goods" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,
    "delivery_fee" BIGINT NOT NULL,
    "fees" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "tax_on_top" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "coupon" VARCHAR(16) NOT NULL,
    "contact" JSONB NOT NULL,
    "address" JSONB NOT NULL,
    "delivery" JSONB NOT NULL,
    "taxes" JSONB NOT NULL,
    "extras" JSONB NOT NULL,
    "tracking" VARCHAR(80) NOT NULL,
    "tracking_url" VARCHAR(300) NOT NULL,
    "carrier" VARCHAR(60) NOT NULL,
    "is_test" BOOL NOT NULL,
    "needs_attention" VARCHAR(200) NOT NULL,
    "cancel_reason" VARCHAR(200) NOT NULL,
    "cancel_requested_at" TIMESTAMPTZ,
    "revision" INT NOT NULL,
    "taps" INT NOT NULL,
    "messages" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "placed_at" TIMESTAMPTZ,
    "expires_at" TIMESTAMPTZ,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "quote_id" BIGINT NOT NULL UNIQUE REFERENCES "quote" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_orders_shop_id_969f96" UNIQUE ("shop_id", "number")
);
CREATE INDEX "idx_orders_shop_id_c185b3" ON "orders" ("shop_id", "status", "created_at");
CREATE INDEX "idx_orders_shop_id_35a0a8" ON "orders" ("shop_id", "customer_id");
COMMENT ON COLUMN "orders"."status" IS 'AWAITING_PAYMENT: awaiting_payment\nPLACED: placed\nPACKING: packing\nREADY: ready\nSHIPPED: shipped\nDELIVERED: delivered\nCANCELLED: cancelled';
CREATE TABLE "order_history" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "from_status" VARCHAR(20) NOT NULL,
    "to_status" VARCHAR(20) NOT NULL,
    "actor_kind" VARCHAR(10) NOT NULL,
    "actor_id" BIGINT NOT NULL,
    "note" VARCHAR(300) NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_order_histo_order_i_7d2bfc" ON "order_history" ("order_id", "id");
CREATE TABLE "payment" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "provider" VARCHAR(20) NOT NULL,
    "provider_ref" VARCHAR(120),
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL,
    "status" VARCHAR(10) NOT NULL,
    "reason" VARCHAR(200) NOT NULL,
    "confirmed_by" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "captured_at" TIMESTAMPTZ,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_payment_shop_id_c44965" UNIQUE ("shop_id", "provider", "provider_ref")
);
CREATE INDEX "idx_payment_shop_id_2f28e7" ON "payment" ("shop_id", "order_id");
COMMENT ON COLUMN "payment"."status" IS 'PENDING: pending\nCAPTURED: captured\nFAILED: failed\nCANCELLED: cancelled';
CREATE TABLE "refund" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "key" VARCHAR(80) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "status" VARCHAR(10) NOT NULL,
    "reason" VARCHAR(200) NOT NULL,
    "by_staff" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "done_at" TIMESTAMPTZ,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "payment_id" BIGINT NOT NULL REFERENCES "payment" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_refund_shop_id_f04ea1" UNIQUE ("shop_id", "key")
);
COMMENT ON COLUMN "refund"."status" IS 'PENDING: pending\nDONE: done\nFAILED: failed';
CREATE TABLE "saved_item" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "price" BIGINT NOT NULL,
    "was_available" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_saved_item_custome_a35031" UNIQUE ("customer_id", "product_id")
);
CREATE TABLE "search_miss" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "query" VARCHAR(200) NOT NULL,
    "times" INT NOT NULL,
    "last_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_search_miss_shop_id_7b770f" UNIQUE ("shop_id", "query")
);
CREATE TABLE "search_term" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "term" VARCHAR(60) NOT NULL,
    "weight" INT NOT NULL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_search_term_product_4d56f0" UNIQUE ("product_id", "term")
);
CREATE INDEX "idx_search_term_shop_id_13802a" ON "search_term" ("shop_id", "term");
CREATE TABLE "setup_token" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL UNIQUE,
    "role" VARCHAR(12) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
COMMENT ON COLUMN "setup_token"."role" IS 'OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent';
CREATE TABLE "shop_text" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(20) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "body" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_shop_text_shop_id_53da1c" UNIQUE ("shop_id", "kind", "locale")
);
CREATE TABLE "staff" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "email" VARCHAR(120) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "role" VARCHAR(12) NOT NULL,
    "password_hash" VARCHAR(200) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "active" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "last_login_at" TIMESTAMPTZ,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_staff_shop_id_c42832" UNIQUE ("shop_id", "email")
);
COMMENT ON COLUMN "staff"."role" IS 'OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent';
CREATE TABLE "staff_session" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "token_hash" VARCHAR(64) NOT NULL UNIQUE,
    "csrf" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "address" VARCHAR(64) NOT NULL,
    "agent" VARCHAR(200) NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT
);
CREATE TABLE "stored_list" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "digest" VARCHAR(64) NOT NULL,
    "query" VARCHAR(200) NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "filters" JSONB NOT NULL,
    "times" INT NOT NULL,
    "found" INT NOT NULL,
    "used_at" TIMESTAMPTZ NOT NULL,
    "category_id" BIGINT REFERENCES "category" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_stored_list_shop_id_187d0f" UNIQUE ("shop_id", "digest")
);
CREATE TABLE "tax_rate" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "country" VARCHAR(2) NOT NULL,
    "region" VARCHAR(80) NOT NULL,
    "tax_class" VARCHAR(20) NOT NULL,
    "rate_bp" INT NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "is_demo" BOOL NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_tax_rate_shop_id_83279d" UNIQUE ("shop_id", "country", "region", "tax_class")
);
CREATE TABLE "throttle" (
    "key" VARCHAR(120) NOT NULL  PRIMARY KEY,
    "failures" INT NOT NULL,
    "window_from" TIMESTAMPTZ NOT NULL,
    "blocked_until" TIMESTAMPTZ,
    "data" JSONB NOT NULL
);
CREATE TABLE "variant" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "key" VARCHAR(200) NOT NULL,
    "sku" VARCHAR(100) NOT NULL,
    "gtin" VARCHAR(14) NOT NULL,
    "position" INT NOT NULL,
    "price" BIGINT NOT NULL,
    "compare_at" BIGINT,
    "compare_from" TIMESTAMPTZ,
    "compare_to" TIMESTAMPTZ,
    "weight_g" INT NOT NULL,
    "policy" VARCHAR(10) NOT NULL,
    "active" BOOL NOT NULL,
    "file_stock" INT,
    "revision" INT NOT NULL,
    "image_id" BIGINT REFERENCES "media_file" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_variant_product_51500d" UNIQUE ("product_id", "key")
);
CREATE INDEX "idx_variant_shop_id_3301f9" ON "variant" ("shop_id", "sku");
CREATE INDEX "idx_variant_shop_id_2329f7" ON "variant" ("shop_id", "gtin");
COMMENT ON COLUMN "variant"."policy" IS 'DENY: deny\nBACKORDER: backorder\nUNTRACKED: untracked';
CREATE TABLE "alert" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(8) NOT NULL,
    "price" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT REFERENCES "variant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_alert_shop_id_23e64f" ON "alert" ("shop_id", "kind", "product_id");
CREATE INDEX "idx_alert_shop_id_4431ac" ON "alert" ("shop_id", "customer_id");
CREATE TABLE "cart_line" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "quantity" INT NOT NULL,
    "seen_price" BIGINT NOT NULL,
    "added_at" TIMESTAMPTZ NOT NULL,
    "cart_id" BIGINT NOT NULL REFERENCES "cart" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_cart_line_cart_id_3d01d0" UNIQUE ("cart_id", "variant_id")
);
CREATE TABLE "order_line" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "product_id" BIGINT NOT NULL,
    "title" VARCHAR(300) NOT NULL,
    "options" VARCHAR(300) NOT NULL,
    "sku" VARCHAR(100) NOT NULL,
    "image" VARCHAR(500) NOT NULL,
    "quantity" INT NOT NULL,
    "unit_price" BIGINT NOT NULL,
    "discount" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "total" BIGINT NOT NULL,
    "tracked" BOOL NOT NULL,
    "position" INT NOT NULL,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_order_line_shop_id_b3c112" ON "order_line" ("shop_id", "variant_id");
CREATE TABLE "price_history" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "price" BIGINT NOT NULL,
    "compare_at" BIGINT,
    "at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_price_histo_variant_fec469" ON "price_history" ("variant_id", "at");
CREATE TABLE "reservation" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "order_id" BIGINT NOT NULL,
    "quantity" INT NOT NULL,
    "status" VARCHAR(10) NOT NULL,
    "expires_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_reservation_order_i_3984a7" UNIQUE ("order_id", "variant_id")
);
CREATE INDEX "idx_reservation_status_4f2a9b" ON "reservation" ("status", "expires_at");
COMMENT ON COLUMN "reservation"."status" IS 'HELD: held\nCLAIMED: claimed\nRELEASED: released';
CREATE TABLE "stock_level" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "place" VARCHAR(20) NOT NULL,
    "on_hand" INT NOT NULL,
    "reserved" INT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_stock_level_variant_b49bfb" UNIQUE ("variant_id", "place")
);
CREATE TABLE "stock_move" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(12) NOT NULL,
    "quantity" INT NOT NULL,
    "order_line_id" BIGINT,
    "reason" VARCHAR(120) NOT NULL,
    "actor" VARCHAR(30) NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_stock_move_variant_47ddf3" ON "stock_move" ("variant_id", "at");
CREATE INDEX "idx_stock_move_shop_id_0f48c8" ON "stock_move" ("shop_id", "order_line_id");
CREATE TABLE "variant_value" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "value_id" BIGINT NOT NULL REFERENCES "option_value" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_variant_val_variant_343ce1" UNIQUE ("variant_id", "value_id")
);
CREATE TABLE "web_node" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "node" VARCHAR(60) NOT NULL,
    "n" INT NOT NULL,
    "place" INT NOT NULL,
    "html" TEXT NOT NULL,
    "chat_id" BIGINT NOT NULL REFERENCES "chat" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_web_node_chat_id_18052c" UNIQUE ("chat_id", "node")
);
CREATE INDEX "idx_web_node_chat_id_371853" ON "web_node" ("chat_id", "n");
ALTER TABLE "stock_level" ADD CONSTRAINT "stock_reserved_not_negative" CHECK (reserved >= 0);
ALTER TABLE "reservation" ADD CONSTRAINT "reservation_quantity_positive" CHECK (quantity > 0);
ALTER TABLE "cart_line" ADD CONSTRAINT "cart_quantity_in_range" CHECK (quantity BETWEEN 1 AND 9999);
ALTER TABLE "order_line" ADD CONSTRAINT "order_quantity_positive" CHECK (quantity > 0 AND total >= 0);
ALTER TABLE "orders" ADD CONSTRAINT "order_total_not_negative" CHECK (total >= 0 AND delivery_fee >= 0);
ALTER TABLE "payment" ADD CONSTRAINT "payment_refunded_within" CHECK (refunded >= 0 AND refunded <= amount);
ALTER TABLE "refund" ADD CONSTRAINT "refund_amount_positive" CHECK (amount > 0);
ALTER TABLE "coupon" ADD CONSTRAINT "coupon_used_within" CHECK (used >= 0 AND (usage_limit IS NULL OR used <= usage_limit));
ALTER TABLE "variant" ADD CONSTRAINT "variant_price_not_negative" CHECK (price >= 0);
CREATE INDEX product_by_popularity ON product (shop_id, status, units_sold_30 DESC, views_30 DESC, price_from, id DESC);
CREATE TABLE "shop_word" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "locale" VARCHAR(12) NOT NULL,
    "word" VARCHAR(300) NOT NULL,
    "text" VARCHAR(300) NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_shop_word_shop_id_f4774f" UNIQUE ("shop_id", "word", "locale")
);
CREATE TABLE "provider_account" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "provider" VARCHAR(20) NOT NULL,
    "sealed" TEXT NOT NULL,
    "looked_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_provider_ac_shop_id_36e012" UNIQUE ("shop_id", "provider")
);
CREATE TABLE "stray_charge" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "provider" VARCHAR(20) NOT NULL,
    "reference" VARCHAR(120) NOT NULL,
    "key" VARCHAR(120) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL,
    "cleared_at" TIMESTAMPTZ,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_stray_charg_shop_id_84f486" UNIQUE ("shop_id", "provider", "reference")
);
ALTER TABLE "payment" ADD COLUMN "checked_at" TIMESTAMPTZ;
ALTER TABLE "payment" ADD COLUMN "session" VARCHAR(120) NOT NULL DEFAULT '';
ALTER TABLE "payment" ADD COLUMN "url" VARCHAR(500) NOT NULL DEFAULT '';
CREATE INDEX "idx_payment_status_b66fab" ON "payment" ("status", "provider");
ALTER TABLE "refund" ADD COLUMN "problem" VARCHAR(200) NOT NULL DEFAULT '';
ALTER TABLE "refund" ADD COLUMN "provider_ref" VARCHAR(120) NOT NULL DEFAULT '';
CREATE INDEX "idx_refund_status_800206" ON "refund" ("status", "created_at");
CREATE TABLE "searcher" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "customer_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "list_id" BIGINT NOT NULL REFERENCES "stored_list" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_searcher_list_id_26a654" UNIQUE ("list_id", "customer_id")
);
CREATE TABLE "shared_cart" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "token" VARCHAR(12) NOT NULL UNIQUE,
    "digest" VARCHAR(64) NOT NULL,
    "lines" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_shared_cart_shop_id_fd2c3d" UNIQUE ("shop_id", "digest")
);
CREATE TABLE "watched_term" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "part" INT NOT NULL,
    "term" VARCHAR(60) NOT NULL,
    "list_id" BIGINT NOT NULL REFERENCES "stored_list" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_watched_ter_list_id_7a20bd" UNIQUE ("list_id", "part", "term")
);
CREATE INDEX "idx_watched_ter_shop_id_352930" ON "watched_term" ("shop_id", "term");
ALTER TABLE "alert" ADD COLUMN "list_id" BIGINT REFERENCES "stored_list" ("id") ON DELETE RESTRICT;
CREATE INDEX "idx_alert_shop_id_eca20b" ON "alert" ("shop_id", "list_id");
ALTER TABLE "stored_list" ADD COLUMN "people" INT NOT NULL DEFAULT 0;
ALTER TABLE "orders" ALTER COLUMN "token" TYPE VARCHAR(32);
CREATE TABLE "chat_card" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "key" VARCHAR(60) NOT NULL,
    "message" BIGINT NOT NULL,
    "digest" VARCHAR(16) NOT NULL,
    "shown_at" TIMESTAMPTZ NOT NULL,
    "chat_id" BIGINT NOT NULL REFERENCES "chat" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_chat_card_chat_id_b10cec" UNIQUE ("chat_id", "key")
);
CREATE TABLE "sent_file" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "bot" VARCHAR(40) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "file" VARCHAR(200) NOT NULL,
    "sent_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_sent_file_bot_84d354" UNIQUE ("bot", "digest")
);
CREATE TABLE "shop_bot" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "channel" VARCHAR(12) NOT NULL,
    "external_id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "sealed" TEXT NOT NULL,
    "problem" VARCHAR(300) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "removed_at" TIMESTAMPTZ,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_shop_bot_channel_dee618" UNIQUE ("channel", "external_id")
);
CREATE INDEX "idx_shop_bot_shop_id_9a78f5" ON "shop_bot" ("shop_id", "channel");
CREATE TABLE "digital_file" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(120) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "size" BIGINT NOT NULL,
    "uploaded_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL UNIQUE REFERENCES "variant" ("id") ON DELETE RESTRICT
);
CREATE TABLE "digital_key" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "sealed" TEXT NOT NULL,
    "mark" VARCHAR(64) NOT NULL,
    "unit" INT,
    "handed_at" TIMESTAMPTZ,
    "created_at" TIMESTAMPTZ NOT NULL,
    "order_line_id" BIGINT REFERENCES "order_line" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_digital_key_shop_id_096dbc" UNIQUE ("shop_id", "mark"),
    CONSTRAINT "uid_digital_key_order_l_e0ed6f" UNIQUE ("order_line_id", "unit")
);
CREATE INDEX "idx_digital_key_variant_0840c6" ON "digital_key" ("variant_id", "order_line_id");
ALTER TABLE "order_line" ADD COLUMN "digital" BOOL NOT NULL DEFAULT FALSE;
ALTER TABLE "order_line" ADD COLUMN "handed_at" TIMESTAMPTZ;
ALTER TABLE "order_line" ADD COLUMN "gave" VARCHAR(4) NOT NULL DEFAULT '';
ALTER TABLE "order_line" ADD COLUMN "sent_again" INT NOT NULL DEFAULT 0;
ALTER TABLE "variant" ADD COLUMN "gives" VARCHAR(4) NOT NULL DEFAULT '';
ALTER TABLE "variant" ADD COLUMN "stars" INT;
ALTER TABLE "variant" ADD CONSTRAINT "variant_stars_in_range" CHECK (stars IS NULL OR stars BETWEEN 1 AND 100000);
ALTER TABLE "digital_key" ADD CONSTRAINT "digital_key_whole" CHECK ((order_line_id IS NULL) = (unit IS NULL));
CREATE TABLE "arrival" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "first_campaign" VARCHAR(7) NOT NULL,
    "first_source" VARCHAR(7) NOT NULL,
    "first_at" TIMESTAMPTZ,
    "last_campaign" VARCHAR(7) NOT NULL,
    "last_source" VARCHAR(7) NOT NULL,
    "last_at" TIMESTAMPTZ,
    "referred_at" TIMESTAMPTZ,
    "referrer_id" BIGINT REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "customer_id" BIGINT NOT NULL UNIQUE REFERENCES "customer" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_arrival_shop_id_8600c5" ON "arrival" ("shop_id", "referrer_id");
CREATE TABLE "channel_post" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "bot" VARCHAR(40) NOT NULL,
    "chat" VARCHAR(80) NOT NULL,
    "message" BIGINT NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "posted_at" TIMESTAMPTZ NOT NULL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_channel_pos_bot_f5f466" UNIQUE ("bot", "chat", "message")
);
CREATE INDEX "idx_channel_pos_shop_id_f456f0" ON "channel_post" ("shop_id", "product_id");
CREATE TABLE "invite_code" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "code" VARCHAR(7) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_invite_code_shop_id_6908bd" UNIQUE ("shop_id", "code")
);
CREATE INDEX "idx_invite_code_shop_id_3a50eb" ON "invite_code" ("shop_id", "customer_id");
CREATE TABLE "join_token" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "digest" VARCHAR(64) NOT NULL UNIQUE,
    "channel" VARCHAR(12) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_join_token_shop_id_d19f53" ON "join_token" ("shop_id", "customer_id");
CREATE TABLE "sent_card" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "bot" VARCHAR(40) NOT NULL,
    "inline_message" VARCHAR(120) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "sent_at" TIMESTAMPTZ NOT NULL,
    "ended_at" TIMESTAMPTZ,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_sent_card_bot_188942" UNIQUE ("bot", "inline_message")
);
CREATE INDEX "idx_sent_card_shop_id_257822" ON "sent_card" ("shop_id", "product_id");
ALTER TABLE "orders" ADD COLUMN "tip" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "payment" ADD COLUMN "facts" JSONB;
ALTER TABLE "stray_charge" ADD COLUMN "payer" VARCHAR(60) NOT NULL DEFAULT '';
CREATE TABLE "staff_code" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "code_hash" VARCHAR(64) NOT NULL UNIQUE,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT
);
CREATE TABLE "staff_group" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "title" VARCHAR(120) NOT NULL,
    "made_by" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "chat_id" BIGINT NOT NULL REFERENCES "chat" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_staff_group_shop_id_6ee917" UNIQUE ("shop_id", "chat_id")
);
CREATE TABLE "staff_telegram" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "user_id" BIGINT NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "tells_orders" BOOL NOT NULL,
    "tells_money" BOOL NOT NULL,
    "linked_at" TIMESTAMPTZ NOT NULL,
    "chat_id" BIGINT NOT NULL REFERENCES "chat" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_staff_teleg_shop_id_0539f7" UNIQUE ("shop_id", "user_id"),
    CONSTRAINT "uid_staff_teleg_shop_id_8c11b7" UNIQUE ("shop_id", "staff_id")
);
CREATE TABLE "wallet" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "currency" VARCHAR(3) NOT NULL,
    "balance" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_wallet_custome_be0af9" UNIQUE ("customer_id", "currency")
);
ALTER TABLE "refund" ADD COLUMN "parts" JSONB;
ALTER TABLE "refund" ADD COLUMN "to_wallet" BOOL NOT NULL DEFAULT FALSE;
ALTER TABLE "wallet" ADD CONSTRAINT "wallet_not_negative" CHECK (balance >= 0);
CREATE TABLE "paper" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(12) NOT NULL,
    "series" VARCHAR(40) NOT NULL,
    "number" BIGINT NOT NULL,
    "once" VARCHAR(60) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "total" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "is_test" BOOL NOT NULL,
    "body" JSONB NOT NULL,
    "issued_at" TIMESTAMPTZ NOT NULL,
    "corrects_id" BIGINT REFERENCES "paper" ("id") ON DELETE RESTRICT,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "refund_id" BIGINT REFERENCES "refund" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_paper_shop_id_c037f1" UNIQUE ("shop_id", "series", "number"),
    CONSTRAINT "uid_paper_shop_id_65dd13" UNIQUE ("shop_id", "once")
);
CREATE INDEX "idx_paper_shop_id_ff2b04" ON "paper" ("shop_id", "order_id");
COMMENT ON COLUMN "paper"."kind" IS 'INVOICE: invoice\nRECEIPT: receipt\nCREDIT_NOTE: credit_note';
CREATE TABLE "paper_series" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(40) NOT NULL,
    "value" BIGINT NOT NULL,
    "skipped" BIGINT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_paper_serie_shop_id_efab71" UNIQUE ("shop_id", "name")
);
ALTER TABLE "order_line" ADD COLUMN "tax_row" INT;
ALTER TABLE "paper" ADD CONSTRAINT "paper_amounts" CHECK (number > 0 AND total >= 0 AND tax >= 0);
ALTER TABLE "paper_series" ADD CONSTRAINT "paper_series_whole" CHECK (skipped >= 0 AND skipped <= value);
ALTER TABLE "payment" ALTER COLUMN "url" TYPE VARCHAR(2000);
CREATE TABLE "keyed_request" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "key" VARCHAR(255) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "answer" JSONB,
    "refused" VARCHAR(80) NOT NULL,
    "sentence" TEXT NOT NULL,
    "status" INT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_keyed_reque_shop_id_f34f6b" UNIQUE ("shop_id", "key")
);
CREATE INDEX "idx_keyed_reque_at_a17fae" ON "keyed_request" ("at");
CREATE TABLE "sweep" (
    "name" VARCHAR(60) NOT NULL  PRIMARY KEY,
    "every" INT NOT NULL,
    "next_at" TIMESTAMPTZ NOT NULL,
    "taken_by" BIGINT,
    "claim" INT NOT NULL,
    "started_at" TIMESTAMPTZ,
    "ended_at" TIMESTAMPTZ,
    "took_ms" INT NOT NULL,
    "result" VARCHAR(200) NOT NULL,
    "error" TEXT NOT NULL
);
CREATE TABLE "worker" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(120) NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "works" BOOL NOT NULL,
    "beat" BIGINT NOT NULL,
    "started_at" TIMESTAMPTZ NOT NULL,
    "seen_at" TIMESTAMPTZ NOT NULL
);
ALTER TABLE "outbox" RENAME COLUMN "leased_until" TO "taken_at";
ALTER TABLE "outbox" ADD COLUMN "claim" INT NOT NULL DEFAULT 0;
ALTER TABLE "outbox" ADD COLUMN "taken_by" BIGINT;
CREATE TABLE "customer_note" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "staff_id" BIGINT NOT NULL,
    "text" VARCHAR(1000) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_customer_no_shop_id_a7fa49" ON "customer_note" ("shop_id", "customer_id");
CREATE TABLE "customer_tag" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "tag" VARCHAR(30) NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_customer_ta_custome_6a8270" UNIQUE ("customer_id", "tag")
);
CREATE INDEX "idx_customer_ta_shop_id_5f1bdb" ON "customer_tag" ("shop_id", "tag", "customer_id");
CREATE INDEX "idx_channel_ide_shop_id_e394cb" ON "channel_identity" ("shop_id", "customer_id");
ALTER TABLE "customer" ADD COLUMN "erased_at" TIMESTAMPTZ;
ALTER TABLE "customer" ADD COLUMN "orders_count" INT NOT NULL DEFAULT 0;
ALTER TABLE "customer" ADD COLUMN "seen_at" TIMESTAMPTZ;
ALTER TABLE "customer" ADD COLUMN "spent" BIGINT NOT NULL DEFAULT 0;
CREATE INDEX "idx_customer_shop_id_53f325" ON "customer" ("shop_id", "seen_at", "id");
CREATE INDEX "idx_customer_shop_id_b989fd" ON "customer" ("shop_id", "spent", "id");
CREATE INDEX "idx_customer_shop_id_0ba080" ON "customer" ("shop_id", "orders_count", "id");
CREATE INDEX "idx_customer_shop_id_7af241" ON "customer" ("shop_id", "name", "id");
CREATE INDEX "idx_event_shop_id_3b8ad3" ON "event" ("shop_id", "customer_id", "id");
CREATE INDEX "idx_searcher_shop_id_bac57a" ON "searcher" ("shop_id", "customer_id");
CREATE TABLE "bulk_step" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "act" VARCHAR(32) NOT NULL,
    "verb" VARCHAR(12) NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "was" JSONB NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "undone_at" TIMESTAMPTZ,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_bulk_step_shop_id_c12d4c" ON "bulk_step" ("shop_id", "act");
CREATE TABLE "collection" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "position" INT NOT NULL,
    "hidden" BOOL NOT NULL,
    "on_home" BOOL NOT NULL,
    "rule" JSONB NOT NULL,
    "image_id" BIGINT REFERENCES "media_file" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "collection_item" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "position" INT NOT NULL,
    "collection_id" BIGINT NOT NULL REFERENCES "collection" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_collection__collect_c2f491" UNIQUE ("collection_id", "product_id")
);
CREATE INDEX "idx_collection__product_cf23e2" ON "collection_item" ("product_id");
CREATE TABLE "collection_text" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "locale" VARCHAR(12) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "description" VARCHAR(300) NOT NULL,
    "collection_id" BIGINT NOT NULL REFERENCES "collection" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_collection__collect_10cd79" UNIQUE ("collection_id", "locale")
);
CREATE TABLE "order_print" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(10) NOT NULL,
    "times" INT NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_print_order_i_be83ee" UNIQUE ("order_id", "kind")
);
CREATE TABLE "saved_view" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "page" VARCHAR(60) NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "query" VARCHAR(400) NOT NULL,
    "shared" BOOL NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_saved_view_staff_i_e9254c" UNIQUE ("staff_id", "page", "name")
);
CREATE INDEX "idx_saved_view_shop_id_01cbab" ON "saved_view" ("shop_id", "page");
CREATE INDEX "idx_orders_shop_id_9e54c6" ON "orders" ("shop_id", "created_at");
CREATE INDEX "idx_product_shop_id_d1ee0d" ON "product" ("shop_id", "price_from");
CREATE INDEX "idx_product_shop_id_fd129b" ON "product" ("shop_id", "units_sold_30");
CREATE INDEX "idx_product_shop_id_f6f181" ON "product" ("shop_id", "brand");
CREATE INDEX "idx_product_ima_media_i_c8a8b0" ON "product_image" ("media_id");
CREATE INDEX "idx_product_tex_shop_id_fa847e" ON "product_text" ("shop_id", "locale", "name");
ALTER TABLE "stock_level" ADD COLUMN "low_at" INT;
CREATE INDEX "idx_variant_image_i_e85b80" ON "variant" ("image_id");
CREATE TABLE "import_change" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "product_id" BIGINT NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    "made" BOOL NOT NULL,
    "diff" JSONB NOT NULL,
    "undone_at" TIMESTAMPTZ,
    "kept" JSONB,
    "run_id" BIGINT NOT NULL REFERENCES "import_run" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_import_chan_run_id_f4caf1" ON "import_change" ("run_id", "product_id");
CREATE TABLE "import_columns" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "header" VARCHAR(64) NOT NULL,
    "columns" JSONB NOT NULL,
    "used_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_import_colu_shop_id_26700d" UNIQUE ("shop_id", "header")
);
CREATE TABLE "import_fix" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "line" INT NOT NULL,
    "column" VARCHAR(200) NOT NULL,
    "value" TEXT NOT NULL,
    "run_id" BIGINT NOT NULL REFERENCES "import_run" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_import_fix_run_id_e9edf7" UNIQUE ("run_id", "line", "column")
);
ALTER TABLE "import_run" ADD COLUMN "checked" JSONB;
ALTER TABLE "import_run" ADD COLUMN "folder" VARCHAR(40) NOT NULL DEFAULT '';
ALTER TABLE "import_run" ADD COLUMN "options" JSONB;
ALTER TABLE "import_run" ADD COLUMN "passes" INT NOT NULL DEFAULT 0;
ALTER TABLE "import_run" ADD COLUMN "position" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "import_run" ADD COLUMN "problem" VARCHAR(500) NOT NULL DEFAULT '';
ALTER TABLE "import_run" ADD COLUMN "source" VARCHAR(500) NOT NULL DEFAULT '';
ALTER TABLE "import_run" ADD COLUMN "staff_id" BIGINT;
ALTER TABLE "import_run" ADD COLUMN "stage" VARCHAR(12) NOT NULL DEFAULT 'done';
ALTER TABLE "import_run" ADD COLUMN "total" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "import_run" ADD COLUMN "undone" JSONB;
CREATE INDEX "idx_import_run_shop_id_651efb" ON "import_run" ("shop_id", "started_at");
ALTER TABLE "import_run" ADD CONSTRAINT "import_run_stage" CHECK (stage IN ('mapping', 'checking', 'ready', 'running', 'missing', 'pictures', 'done', 'stopped', 'failed', 'undoing', 'undone'));
CREATE INDEX "idx_order_line_order_i_b67cd5" ON "order_line" ("order_id");
CREATE INDEX "idx_refund_order_i_ab8f81" ON "refund" ("order_id");
CREATE INDEX "idx_refund_payment_9157c2" ON "refund" ("payment_id");
CREATE INDEX orders_to_look_at ON orders (shop_id, created_at) WHERE needs_attention <> '' OR cancel_requested_at IS NOT NULL;
ALTER TABLE "order_print" ADD CONSTRAINT "order_print_times" CHECK (times > 0);
CREATE TABLE "figure" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "day" VARCHAR(10) NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "channel" VARCHAR(12) NOT NULL,
    "key" VARCHAR(100) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "n" BIGINT NOT NULL,
    "units" BIGINT NOT NULL,
    "money" BIGINT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_figure_shop_id_87a0fc" ON "figure" ("shop_id", "kind", "day");
CREATE INDEX "idx_figure_shop_id_214125" ON "figure" ("shop_id", "day");
CREATE TABLE "figure_mark" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "zone" VARCHAR(40) NOT NULL,
    "until" VARCHAR(10) NOT NULL,
    "history_id" BIGINT NOT NULL,
    "audit_id" BIGINT NOT NULL,
    "counted_at" TIMESTAMPTZ NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_figure_mark_shop_id_453602" UNIQUE ("shop_id")
);
CREATE TABLE "imported_order" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "reference" VARCHAR(60) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "order_id" BIGINT REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_imported_or_shop_id_bd8738" UNIQUE ("shop_id", "reference")
);
CREATE TABLE "past_return" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "reference" VARCHAR(60) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "units" INT NOT NULL,
    "lines" JSONB NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "customer_id" BIGINT REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_past_return_shop_id_653521" UNIQUE ("shop_id", "reference")
);
CREATE INDEX "idx_past_return_shop_id_deca3a" ON "past_return" ("shop_id", "at");
CREATE INDEX "idx_orders_shop_id_815e49" ON "orders" ("shop_id", "placed_at");
CREATE INDEX "idx_payment_order_i_6caf54" ON "payment" ("order_id");
CREATE INDEX "idx_payment_shop_id_180984" ON "payment" ("shop_id", "status", "created_at");
CREATE INDEX "idx_refund_shop_id_e64f50" ON "refund" ("shop_id", "done_at");
COMMENT ON COLUMN "setup_token"."role" IS 'OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent\nLEAD: lead\nMARKETER: marketer\nACCOUNTANT: accountant\nCOURIER: courier';
COMMENT ON COLUMN "staff"."role" IS 'OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent\nLEAD: lead\nMARKETER: marketer\nACCOUNTANT: accountant\nCOURIER: courier';
CREATE TABLE "approval" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "kind" VARCHAR(8) NOT NULL,
    "status" VARCHAR(10) NOT NULL,
    "order_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" VARCHAR(200) NOT NULL,
    "details" JSONB NOT NULL,
    "once" VARCHAR(80) NOT NULL,
    "asked_by" BIGINT NOT NULL,
    "asked_at" TIMESTAMPTZ NOT NULL,
    "decided_by" BIGINT NOT NULL,
    "decided_at" TIMESTAMPTZ,
    "answer" VARCHAR(200) NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_approval_shop_id_40a8d8" UNIQUE ("shop_id", "once")
);
CREATE INDEX "idx_approval_shop_id_820af0" ON "approval" ("shop_id", "status");
CREATE INDEX "idx_approval_shop_id_8eb6fb" ON "approval" ("shop_id", "order_id");
COMMENT ON COLUMN "approval"."kind" IS 'REFUND: refund\nCREDIT: credit\nCANCEL: cancel';
COMMENT ON COLUMN "approval"."status" IS 'WAITING: waiting\nAPPROVED: approved\nDECLINED: declined\nWITHDRAWN: withdrawn';
CREATE TABLE "staff_recovery" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "code_mark" VARCHAR(64) NOT NULL,
    "used_at" TIMESTAMPTZ,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_staff_recov_staff_i_24b149" UNIQUE ("staff_id", "code_mark")
);
CREATE TABLE "staff_ticket" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "purpose" VARCHAR(8) NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL UNIQUE,
    "expires_at" TIMESTAMPTZ NOT NULL,
    "used_at" TIMESTAMPTZ,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT
);
COMMENT ON COLUMN "staff_ticket"."purpose" IS 'SECOND: second\nDOOR: door';
CREATE INDEX "idx_audit_shop_id_11463c" ON "audit" ("shop_id", "actor_kind", "actor_id");
ALTER TABLE "staff" ADD COLUMN "totp_sealed" TEXT;
ALTER TABLE "staff" ADD COLUMN "totp_since" TIMESTAMPTZ;
ALTER TABLE "staff" ADD COLUMN "totp_step" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "staff_session" ADD COLUMN "proved_at" TIMESTAMPTZ;
ALTER TABLE "approval" ADD CONSTRAINT "approval_amount_positive" CHECK (amount > 0);
ALTER TABLE "approval" ADD CONSTRAINT "approval_kind_known" CHECK (kind IN ('refund', 'credit', 'cancel'));
ALTER TABLE "approval" ADD CONSTRAINT "approval_status_known" CHECK (status IN ('waiting', 'approved', 'declined', 'withdrawn'));
ALTER TABLE "approval" ADD CONSTRAINT "approval_by_another" CHECK (status NOT IN ('approved', 'declined') OR decided_by <> asked_by);
ALTER TABLE "staff_ticket" ADD CONSTRAINT "staff_ticket_purpose_known" CHECK (purpose IN ('second', 'door'));
CREATE TABLE "order_draft" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "number" BIGINT NOT NULL,
    "status" VARCHAR(10) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "payment_method" VARCHAR(20) NOT NULL,
    "discount" BIGINT NOT NULL,
    "discount_reason" VARCHAR(200) NOT NULL,
    "delivery_fee" BIGINT,
    "address" JSONB NOT NULL,
    "note" VARCHAR(500) NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "revision" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "sent_at" TIMESTAMPTZ,
    "expires_at" TIMESTAMPTZ,
    "closed_at" TIMESTAMPTZ,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "method_id" BIGINT REFERENCES "delivery_method" ("id") ON DELETE RESTRICT,
    "point_id" BIGINT REFERENCES "pickup_point" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "order_id" BIGINT  UNIQUE REFERENCES "orders" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_draft_shop_id_fd9436" UNIQUE ("shop_id", "number")
);
CREATE INDEX "idx_order_draft_shop_id_146511" ON "order_draft" ("shop_id", "status", "created_at");
CREATE INDEX "idx_order_draft_shop_id_e4d24e" ON "order_draft" ("shop_id", "customer_id");
COMMENT ON COLUMN "order_draft"."status" IS 'OPEN: open\nSENT: sent\nORDERED: ordered\nDECLINED: declined\nCANCELLED: cancelled\nEXPIRED: expired';
CREATE TABLE "order_draft_line" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "quantity" INT NOT NULL,
    "unit_price" BIGINT NOT NULL,
    "position" INT NOT NULL,
    "order_draft_id" BIGINT NOT NULL REFERENCES "order_draft" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_draft_order_d_d54278" UNIQUE ("order_draft_id", "variant_id")
);
CREATE TABLE "order_note" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "text" VARCHAR(1000) NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "at" TIMESTAMPTZ NOT NULL,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_order_note_shop_id_7b6c14" ON "order_note" ("shop_id", "order_id");
CREATE TABLE "order_return" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "number" BIGINT,
    "status" VARCHAR(10) NOT NULL,
    "reason" VARCHAR(20) NOT NULL,
    "note" VARCHAR(500) NOT NULL,
    "wish" VARCHAR(10) NOT NULL,
    "answer" VARCHAR(300) NOT NULL,
    "amount" BIGINT NOT NULL,
    "to_wallet" BOOL NOT NULL,
    "revision" INT NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "requested_at" TIMESTAMPTZ,
    "decided_at" TIMESTAMPTZ,
    "received_at" TIMESTAMPTZ,
    "closed_at" TIMESTAMPTZ,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_retur_shop_id_9211fc" UNIQUE ("shop_id", "number")
);
CREATE INDEX "idx_order_retur_shop_id_140d90" ON "order_return" ("shop_id", "status", "requested_at");
CREATE INDEX "idx_order_retur_shop_id_9135ec" ON "order_return" ("shop_id", "order_id");
COMMENT ON COLUMN "order_return"."status" IS 'DRAFT: draft\nREQUESTED: requested\nAPPROVED: approved\nREJECTED: rejected\nRECEIVED: received\nCLOSED: closed\nCANCELLED: cancelled';
CREATE TABLE "order_return_line" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "quantity" INT NOT NULL,
    "restocked" INT NOT NULL,
    "order_line_id" BIGINT NOT NULL REFERENCES "order_line" ("id") ON DELETE RESTRICT,
    "order_return_id" BIGINT NOT NULL REFERENCES "order_return" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_retur_order_r_d606d0" UNIQUE ("order_return_id", "order_line_id")
);
CREATE INDEX "idx_order_retur_shop_id_65c44a" ON "order_return_line" ("shop_id", "order_line_id");
CREATE TABLE "order_return_photo" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "file" VARCHAR(200) NOT NULL,
    "bot" VARCHAR(40) NOT NULL,
    "created_at" TIMESTAMPTZ NOT NULL,
    "media_id" BIGINT REFERENCES "media_file" ("id") ON DELETE RESTRICT,
    "order_return_id" BIGINT NOT NULL REFERENCES "order_return" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_order_retur_shop_id_0d8d85" ON "order_return_photo" ("shop_id", "order_return_id");
CREATE TABLE "order_tag" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(40) NOT NULL,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_tag_order_i_8ed892" UNIQUE ("order_id", "name")
);
CREATE INDEX "idx_order_tag_shop_id_e5f1d7" ON "order_tag" ("shop_id", "name");
ALTER TABLE "orders" ADD COLUMN "given_back" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "orders" ADD CONSTRAINT "order_given_back_not_negative" CHECK (given_back >= 0);
ALTER TABLE "order_return" ADD CONSTRAINT "order_return_numbered" CHECK (amount >= 0 AND (status = 'draft' OR number IS NOT NULL));
ALTER TABLE "order_return_line" ADD CONSTRAINT "order_return_units" CHECK (quantity > 0 AND restocked >= 0 AND restocked <= quantity);
ALTER TABLE "order_draft" ADD CONSTRAINT "order_draft_amounts" CHECK (discount >= 0 AND (delivery_fee IS NULL OR delivery_fee >= 0));
ALTER TABLE "order_draft" ADD CONSTRAINT "order_draft_ordered_once" CHECK ((status = 'ordered' AND order_id IS NOT NULL) OR (status <> 'ordered' AND order_id IS NULL));
ALTER TABLE "order_draft_line" ADD CONSTRAINT "order_draft_units" CHECK (quantity BETWEEN 1 AND 9999 AND unit_price >= 0);
CREATE INDEX "idx_outbox_status_72c7e5" ON "outbox" ("status", "sent_at");
CREATE INDEX "idx_payment_order_i_152136" ON "payment" ("order_id", "shop_id");
DROP INDEX "idx_payment_shop_id_2f28e7";
DROP INDEX "idx_payment_order_i_6caf54";
CREATE INDEX "idx_product_tex_shop_id_8cea0d" ON "product_text" ("shop_id", "locale", "name", "product_id");
DROP INDEX "idx_product_tex_shop_id_fa847e";
DO $$ BEGIN
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX product_parts ON product USING gin (UPPER(key) gin_trgm_ops, UPPER(brand) gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
RAISE NOTICE 'no index of parts of words: %', SQLERRM;
END $$;
DO $$ BEGIN
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX product_text_parts ON product_text USING gin (UPPER(name) gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
RAISE NOTICE 'no index of parts of words: %', SQLERRM;
END $$;
DO $$ BEGIN
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX variant_parts ON variant USING gin (UPPER(sku) gin_trgm_ops, gtin gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
RAISE NOTICE 'no index of parts of words: %', SQLERRM;
END $$;
DO $$ BEGIN
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX customer_parts ON customer USING gin (UPPER(name) gin_trgm_ops, UPPER(email) gin_trgm_ops, phone gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
RAISE NOTICE 'no index of parts of words: %', SQLERRM;
END $$;
CREATE TABLE "staff_role" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "name" VARCHAR(40) NOT NULL,
    "base" VARCHAR(12) NOT NULL,
    "permissions" JSONB NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_staff_role_shop_id_01b2cf" UNIQUE ("shop_id", "name")
);
COMMENT ON COLUMN "staff_role"."base" IS 'OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent\nLEAD: lead\nMARKETER: marketer\nACCOUNTANT: accountant\nCOURIER: courier';
ALTER TABLE "setup_token" ADD COLUMN "custom_role_id" BIGINT REFERENCES "staff_role" ("id") ON DELETE RESTRICT;
ALTER TABLE "staff" ADD COLUMN "custom_role_id" BIGINT REFERENCES "staff_role" ("id") ON DELETE RESTRICT;
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_base_known" CHECK (base IN ('manager', 'catalogue', 'packer', 'agent', 'lead', 'marketer', 'accountant', 'courier'));
