-- 0025_custom_roles 6a118119a627073918723bfe5688e62111c6fc14844c5f90a091d2aea50accf1
CREATE TABLE "failed_update" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "shop_id" BIGINT,
    "key" VARCHAR(200) NOT NULL,
    "channel" VARCHAR(20) NOT NULL,
    "body" JSON NOT NULL,
    "error" TEXT NOT NULL,
    "code" VARCHAR(12) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "resolved_at" TIMESTAMP
);
CREATE TABLE "handled" (
    "key" VARCHAR(200) NOT NULL  PRIMARY KEY,
    "at" TIMESTAMP NOT NULL
);
CREATE INDEX "idx_handled_at_21b4c2" ON "handled" ("at");
CREATE TABLE "shop" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "slug" VARCHAR(40) NOT NULL UNIQUE,
    "name" VARCHAR(80) NOT NULL,
    "pitch" VARCHAR(160) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "country" VARCHAR(2) NOT NULL,
    "timezone" VARCHAR(40) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "locales" JSON NOT NULL,
    "phone" VARCHAR(30) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "seller" TEXT NOT NULL,
    "prices_include_tax" INT NOT NULL,
    "test_mode" INT NOT NULL,
    "is_demo" INT NOT NULL,
    "settings" JSON NOT NULL,
    "catalog_version" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL
);
CREATE TABLE "audit" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "actor_kind" VARCHAR(10) NOT NULL,
    "actor_id" BIGINT NOT NULL,
    "action" VARCHAR(60) NOT NULL,
    "subject" VARCHAR(60) NOT NULL,
    "changes" JSON NOT NULL,
    "reason" VARCHAR(500) NOT NULL,
    "request_id" VARCHAR(40) NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_audit_shop_id_25dcc2" ON "audit" ("shop_id", "subject");
CREATE INDEX "idx_audit_shop_id_7300b8" ON "audit" ("shop_id", "at");
CREATE TABLE "counter" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(30) NOT NULL,
    "value" BIGINT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_counter_shop_id_1136d8" UNIQUE ("shop_id", "name")
);
CREATE TABLE "coupon" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "code" VARCHAR(16) NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "percent_bp" INT NOT NULL,
    "amount" BIGINT NOT NULL,
    "minimum" BIGINT NOT NULL,
    "starts_at" TIMESTAMP,
    "ends_at" TIMESTAMP,
    "category_ids" JSON NOT NULL,
    "product_ids" JSON NOT NULL,
    "usage_limit" INT,
    "used" INT NOT NULL,
    "per_customer" INT,
    "active" INT NOT NULL,
    "is_demo" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_coupon_shop_id_7fbafd" UNIQUE ("shop_id", "code")
);
CREATE TABLE "customer" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "phone" VARCHAR(20) NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "blocked" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "address" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "label" VARCHAR(20) NOT NULL,
    "line" VARCHAR(200) NOT NULL,
    "unit" VARCHAR(40) NOT NULL,
    "city" VARCHAR(80) NOT NULL,
    "region" VARCHAR(80) NOT NULL,
    "postcode" VARCHAR(16) NOT NULL,
    "country" VARCHAR(2) NOT NULL,
    "lat" REAL,
    "lon" REAL,
    "verified" INT NOT NULL,
    "is_default" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "deleted_at" TIMESTAMP,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_address_shop_id_1964e4" ON "address" ("shop_id", "customer_id");
CREATE TABLE "channel_identity" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "channel" VARCHAR(12) NOT NULL,
    "external_id" VARCHAR(80) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_channel_ide_shop_id_48c321" UNIQUE ("shop_id", "channel", "external_id")
);
CREATE TABLE "chat" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "channel" VARCHAR(12) NOT NULL,
    "bot" VARCHAR(40) NOT NULL,
    "external_id" VARCHAR(80) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "canvas" JSON NOT NULL,
    "field" VARCHAR(400) NOT NULL,
    "field_until" TIMESTAMP,
    "taps" INT NOT NULL,
    "messages" INT NOT NULL,
    "coupon" VARCHAR(16) NOT NULL,
    "coupon_until" TIMESTAMP,
    "frame" INT NOT NULL,
    "blocked_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "seen_at" TIMESTAMP NOT NULL,
    "customer_id" BIGINT REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_chat_channel_e91828" UNIQUE ("channel", "bot", "external_id")
);
CREATE INDEX "idx_chat_shop_id_8588e3" ON "chat" ("shop_id", "customer_id");
CREATE TABLE "coupon_use" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "order_id" BIGINT NOT NULL UNIQUE,
    "seat" INT,
    "voided" INT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "coupon_id" BIGINT NOT NULL REFERENCES "coupon" ("id") ON DELETE RESTRICT,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_coupon_use_coupon__c14728" UNIQUE ("coupon_id", "customer_id", "seat")
);
CREATE TABLE "delivery_zone" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "countries" JSON NOT NULL,
    "regions" JSON NOT NULL,
    "postcodes" JSON NOT NULL,
    "lat" REAL,
    "lon" REAL,
    "radius_km" REAL,
    "is_demo" INT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "delivery_method" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "name" VARCHAR(60) NOT NULL,
    "position" INT NOT NULL,
    "active" INT NOT NULL,
    "price_kind" VARCHAR(8) NOT NULL,
    "steps" JSON NOT NULL,
    "free_above" BIGINT,
    "preparation_days" INT NOT NULL,
    "transit_min" INT NOT NULL,
    "transit_max" INT NOT NULL,
    "ready_hours" INT NOT NULL,
    "cutoff" VARCHAR(5) NOT NULL,
    "weekdays" JSON NOT NULL,
    "closed_dates" JSON NOT NULL,
    "needs_phone" INT NOT NULL,
    "tax_class" VARCHAR(20) NOT NULL,
    "is_demo" INT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "zone_id" BIGINT REFERENCES "delivery_zone" ("id") ON DELETE RESTRICT
);
CREATE TABLE "event" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "channel" VARCHAR(12) NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "subject_id" BIGINT NOT NULL,
    "taps" INT NOT NULL,
    "data" JSON NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_event_shop_id_4bd661" ON "event" ("shop_id", "kind", "at");
CREATE INDEX "idx_event_shop_id_8f6bd0" ON "event" ("shop_id", "kind", "subject_id");
CREATE TABLE "import_run" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "feed" VARCHAR(20) NOT NULL,
    "file" VARCHAR(300) NOT NULL,
    "dry_run" INT NOT NULL,
    "counts" JSON NOT NULL,
    "started_at" TIMESTAMP NOT NULL,
    "ended_at" TIMESTAMP,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "ledger_entry" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "ref" VARCHAR(80) NOT NULL,
    "order_id" BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_ledger_entr_shop_id_3d312d" UNIQUE ("shop_id", "ref")
);
CREATE INDEX "idx_ledger_entr_shop_id_6d9fad" ON "ledger_entry" ("shop_id", "order_id");
CREATE TABLE "ledger_line" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "account" VARCHAR(40) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "entry_id" BIGINT NOT NULL REFERENCES "ledger_entry" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_ledger_line_shop_id_9317ac" ON "ledger_line" ("shop_id", "account", "currency");
CREATE TABLE "media_file" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "path" VARCHAR(500) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "source" VARCHAR(1000) NOT NULL,
    "width" INT NOT NULL,
    "height" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_media_file_shop_id_062e0a" ON "media_file" ("shop_id", "digest");
CREATE TABLE "category" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "path" VARCHAR(200) NOT NULL,
    "depth" INT NOT NULL,
    "position" INT NOT NULL,
    "key" VARCHAR(300) NOT NULL,
    "hidden" INT NOT NULL,
    "image_id" BIGINT REFERENCES "media_file" ("id") ON DELETE RESTRICT,
    "parent_id" BIGINT REFERENCES "category" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_category_shop_id_dd51bc" UNIQUE ("shop_id", "key")
);
CREATE INDEX "idx_category_path_09eb5d" ON "category" ("path");
CREATE INDEX "idx_category_shop_id_7b2c25" ON "category" ("shop_id", "parent_id");
CREATE TABLE "category_text" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "description" VARCHAR(300) NOT NULL,
    "category_id" BIGINT NOT NULL REFERENCES "category" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_category_te_categor_79f4bc" UNIQUE ("category_id", "locale")
);
CREATE TABLE "outbox" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "topic" VARCHAR(60) NOT NULL,
    "payload" JSON NOT NULL,
    "once" VARCHAR(120),
    "status" VARCHAR(10) NOT NULL  /* WAITING: waiting\nSENT: sent\nDEAD: dead */,
    "attempts" INT NOT NULL,
    "not_before" TIMESTAMP NOT NULL,
    "leased_until" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "sent_at" TIMESTAMP,
    "error" TEXT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_outbox_shop_id_7e2793" UNIQUE ("shop_id", "once")
);
CREATE INDEX "idx_outbox_status_7ce545" ON "outbox" ("status", "not_before");
CREATE TABLE "pickup_point" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "address" VARCHAR(200) NOT NULL,
    "hours" VARCHAR(120) NOT NULL,
    "lat" REAL,
    "lon" REAL,
    "position" INT NOT NULL,
    "active" INT NOT NULL,
    "is_demo" INT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "cart" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(8) NOT NULL  /* BASKET: basket\nDIRECT: direct */,
    "revision" INT NOT NULL,
    "coupon" VARCHAR(16) NOT NULL,
    "payment" VARCHAR(20) NOT NULL,
    "extras" JSON NOT NULL,
    "undo" JSON NOT NULL,
    "touched_at" TIMESTAMP NOT NULL,
    "address_id" BIGINT REFERENCES "address" ("id") ON DELETE RESTRICT,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "method_id" BIGINT REFERENCES "delivery_method" ("id") ON DELETE RESTRICT,
    "point_id" BIGINT REFERENCES "pickup_point" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_cart_custome_ed416c" UNIQUE ("customer_id", "kind")
);
CREATE TABLE "product" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "status" VARCHAR(10) NOT NULL  /* DRAFT: draft\nACTIVE: active\nARCHIVED: archived */,
    "brand" VARCHAR(120) NOT NULL,
    "tax_class" VARCHAR(20) NOT NULL,
    "requires_shipping" INT NOT NULL,
    "price_from" BIGINT NOT NULL,
    "price_to" BIGINT NOT NULL,
    "on_sale" INT NOT NULL,
    "units_sold_30" INT NOT NULL,
    "views_30" INT NOT NULL,
    "is_demo" INT NOT NULL,
    "revision" INT NOT NULL,
    "content_hash" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "published_at" TIMESTAMP,
    "category_id" BIGINT REFERENCES "category" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_shop_id_b543fb" UNIQUE ("shop_id", "key")
);
CREATE INDEX "idx_product_shop_id_0c9b75" ON "product" ("shop_id", "status", "price_from");
CREATE INDEX "idx_product_shop_id_485eb2" ON "product" ("shop_id", "status", "price_to");
CREATE INDEX "idx_product_shop_id_4280b8" ON "product" ("shop_id", "status", "published_at");
CREATE TABLE "product_attribute" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "value" VARCHAR(300) NOT NULL,
    "number" REAL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_att_product_1c097c" UNIQUE ("product_id", "name")
);
CREATE INDEX "idx_product_att_shop_id_efc9d7" ON "product_attribute" ("shop_id", "name", "value");
CREATE TABLE "product_category" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "position" INT NOT NULL,
    "category_id" BIGINT NOT NULL REFERENCES "category" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_cat_product_1e30fe" UNIQUE ("product_id", "category_id")
);
CREATE INDEX "idx_product_cat_shop_id_988429" ON "product_category" ("shop_id", "category_id");
CREATE TABLE "product_image" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "position" INT NOT NULL,
    "alt" VARCHAR(300) NOT NULL,
    "media_id" BIGINT NOT NULL REFERENCES "media_file" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_ima_product_ff0523" UNIQUE ("product_id", "position")
);
CREATE TABLE "product_option" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "position" INT NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_opt_product_02b5e0" UNIQUE ("product_id", "position")
);
CREATE TABLE "option_value" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "position" INT NOT NULL,
    "value" VARCHAR(120) NOT NULL,
    "option_id" BIGINT NOT NULL REFERENCES "product_option" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_option_valu_option__c7796d" UNIQUE ("option_id", "value")
);
CREATE TABLE "product_tag" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "tag" VARCHAR(80) NOT NULL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_tag_product_6fa508" UNIQUE ("product_id", "tag")
);
CREATE INDEX "idx_product_tag_shop_id_e99aec" ON "product_tag" ("shop_id", "tag");
CREATE TABLE "product_text" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "name" VARCHAR(300) NOT NULL,
    "description" TEXT NOT NULL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_product_tex_product_d39f30" UNIQUE ("product_id", "locale")
);
CREATE TABLE "quote" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "revision" INT NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "total" BIGINT NOT NULL,
    "body" JSON NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "cart_id" BIGINT NOT NULL REFERENCES "cart" ("id") ON DELETE RESTRICT,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_quote_cart_id_f5e101" UNIQUE ("cart_id", "revision")
);
CREATE TABLE "orders" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "number" BIGINT NOT NULL,
    "token" VARCHAR(16) NOT NULL UNIQUE,
    "status" VARCHAR(20) NOT NULL  /* AWAITING_PAYMENT: awaiting_payment\nPLACED: placed\nPACKING: packing\nREADY: ready\nSHIPPED: shipped\nDELIVERED: delivered\nCANCELLED: cancelled */,
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
    "contact" JSON NOT NULL,
    "address" JSON NOT NULL,
    "delivery" JSON NOT NULL,
    "taxes" JSON NOT NULL,
    "extras" JSON NOT NULL,
    "tracking" VARCHAR(80) NOT NULL,
    "tracking_url" VARCHAR(300) NOT NULL,
    "carrier" VARCHAR(60) NOT NULL,
    "is_test" INT NOT NULL,
    "needs_attention" VARCHAR(200) NOT NULL,
    "cancel_reason" VARCHAR(200) NOT NULL,
    "cancel_requested_at" TIMESTAMP,
    "revision" INT NOT NULL,
    "taps" INT NOT NULL,
    "messages" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "placed_at" TIMESTAMP,
    "expires_at" TIMESTAMP,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "quote_id" BIGINT NOT NULL UNIQUE REFERENCES "quote" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_orders_shop_id_969f96" UNIQUE ("shop_id", "number")
);
CREATE INDEX "idx_orders_shop_id_c185b3" ON "orders" ("shop_id", "status", "created_at");
CREATE INDEX "idx_orders_shop_id_35a0a8" ON "orders" ("shop_id", "customer_id");
CREATE TABLE "order_history" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "from_status" VARCHAR(20) NOT NULL,
    "to_status" VARCHAR(20) NOT NULL,
    "actor_kind" VARCHAR(10) NOT NULL,
    "actor_id" BIGINT NOT NULL,
    "note" VARCHAR(300) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_order_histo_order_i_7d2bfc" ON "order_history" ("order_id", "id");
CREATE TABLE "payment" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "provider" VARCHAR(20) NOT NULL,
    "provider_ref" VARCHAR(120),
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "refunded" BIGINT NOT NULL,
    "status" VARCHAR(10) NOT NULL  /* PENDING: pending\nCAPTURED: captured\nFAILED: failed\nCANCELLED: cancelled */,
    "reason" VARCHAR(200) NOT NULL,
    "confirmed_by" BIGINT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "captured_at" TIMESTAMP,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_payment_shop_id_c44965" UNIQUE ("shop_id", "provider", "provider_ref")
);
CREATE INDEX "idx_payment_shop_id_2f28e7" ON "payment" ("shop_id", "order_id");
CREATE TABLE "refund" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" VARCHAR(80) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "status" VARCHAR(10) NOT NULL  /* PENDING: pending\nDONE: done\nFAILED: failed */,
    "reason" VARCHAR(200) NOT NULL,
    "by_staff" BIGINT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "done_at" TIMESTAMP,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "payment_id" BIGINT NOT NULL REFERENCES "payment" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_refund_shop_id_f04ea1" UNIQUE ("shop_id", "key")
);
CREATE TABLE "saved_item" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "price" BIGINT NOT NULL,
    "was_available" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_saved_item_custome_a35031" UNIQUE ("customer_id", "product_id")
);
CREATE TABLE "search_miss" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "query" VARCHAR(200) NOT NULL,
    "times" INT NOT NULL,
    "last_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_search_miss_shop_id_7b770f" UNIQUE ("shop_id", "query")
);
CREATE TABLE "search_term" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "term" VARCHAR(60) NOT NULL,
    "weight" INT NOT NULL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_search_term_product_4d56f0" UNIQUE ("product_id", "term")
);
CREATE INDEX "idx_search_term_shop_id_13802a" ON "search_term" ("shop_id", "term");
CREATE TABLE "setup_token" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL UNIQUE,
    "role" VARCHAR(12) NOT NULL  /* OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent */,
    "email" VARCHAR(120) NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "shop_text" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(20) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "body" TEXT NOT NULL,
    "updated_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_shop_text_shop_id_53da1c" UNIQUE ("shop_id", "kind", "locale")
);
CREATE TABLE "staff" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "email" VARCHAR(120) NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "role" VARCHAR(12) NOT NULL  /* OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent */,
    "password_hash" VARCHAR(200) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "active" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "last_login_at" TIMESTAMP,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_staff_shop_id_c42832" UNIQUE ("shop_id", "email")
);
CREATE TABLE "staff_session" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "token_hash" VARCHAR(64) NOT NULL UNIQUE,
    "csrf" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "seen_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "address" VARCHAR(64) NOT NULL,
    "agent" VARCHAR(200) NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT
);
CREATE TABLE "stored_list" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "query" VARCHAR(200) NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "filters" JSON NOT NULL,
    "times" INT NOT NULL,
    "found" INT NOT NULL,
    "used_at" TIMESTAMP NOT NULL,
    "category_id" BIGINT REFERENCES "category" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_stored_list_shop_id_187d0f" UNIQUE ("shop_id", "digest")
);
CREATE TABLE "tax_rate" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "country" VARCHAR(2) NOT NULL,
    "region" VARCHAR(80) NOT NULL,
    "tax_class" VARCHAR(20) NOT NULL,
    "rate_bp" INT NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "is_demo" INT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_tax_rate_shop_id_83279d" UNIQUE ("shop_id", "country", "region", "tax_class")
);
CREATE TABLE "throttle" (
    "key" VARCHAR(120) NOT NULL  PRIMARY KEY,
    "failures" INT NOT NULL,
    "window_from" TIMESTAMP NOT NULL,
    "blocked_until" TIMESTAMP,
    "data" JSON NOT NULL
);
CREATE TABLE "variant" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    "sku" VARCHAR(100) NOT NULL,
    "gtin" VARCHAR(14) NOT NULL,
    "position" INT NOT NULL,
    "price" BIGINT NOT NULL,
    "compare_at" BIGINT,
    "compare_from" TIMESTAMP,
    "compare_to" TIMESTAMP,
    "weight_g" INT NOT NULL,
    "policy" VARCHAR(10) NOT NULL  /* DENY: deny\nBACKORDER: backorder\nUNTRACKED: untracked */,
    "active" INT NOT NULL,
    "file_stock" INT,
    "revision" INT NOT NULL,
    "image_id" BIGINT REFERENCES "media_file" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_variant_product_51500d" UNIQUE ("product_id", "key")
);
CREATE INDEX "idx_variant_shop_id_3301f9" ON "variant" ("shop_id", "sku");
CREATE INDEX "idx_variant_shop_id_2329f7" ON "variant" ("shop_id", "gtin");
CREATE TABLE "alert" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(8) NOT NULL,
    "price" BIGINT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "sent_at" TIMESTAMP,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT REFERENCES "variant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_alert_shop_id_23e64f" ON "alert" ("shop_id", "kind", "product_id");
CREATE INDEX "idx_alert_shop_id_4431ac" ON "alert" ("shop_id", "customer_id");
CREATE TABLE "cart_line" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "quantity" INT NOT NULL,
    "seen_price" BIGINT NOT NULL,
    "added_at" TIMESTAMP NOT NULL,
    "cart_id" BIGINT NOT NULL REFERENCES "cart" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_cart_line_cart_id_3d01d0" UNIQUE ("cart_id", "variant_id")
);
CREATE TABLE "order_line" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
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
    "tracked" INT NOT NULL,
    "position" INT NOT NULL,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_order_line_shop_id_b3c112" ON "order_line" ("shop_id", "variant_id");
CREATE TABLE "price_history" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "price" BIGINT NOT NULL,
    "compare_at" BIGINT,
    "at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_price_histo_variant_fec469" ON "price_history" ("variant_id", "at");
CREATE TABLE "reservation" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "order_id" BIGINT NOT NULL,
    "quantity" INT NOT NULL,
    "status" VARCHAR(10) NOT NULL  /* HELD: held\nCLAIMED: claimed\nRELEASED: released */,
    "expires_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_reservation_order_i_3984a7" UNIQUE ("order_id", "variant_id")
);
CREATE INDEX "idx_reservation_status_4f2a9b" ON "reservation" ("status", "expires_at");
CREATE TABLE "stock_level" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "place" VARCHAR(20) NOT NULL,
    "on_hand" INT NOT NULL,
    "reserved" INT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_stock_level_variant_b49bfb" UNIQUE ("variant_id", "place")
);
CREATE TABLE "stock_move" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(12) NOT NULL,
    "quantity" INT NOT NULL,
    "order_line_id" BIGINT,
    "reason" VARCHAR(120) NOT NULL,
    "actor" VARCHAR(30) NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_stock_move_variant_47ddf3" ON "stock_move" ("variant_id", "at");
CREATE INDEX "idx_stock_move_shop_id_0f48c8" ON "stock_move" ("shop_id", "order_line_id");
CREATE TABLE "variant_value" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "value_id" BIGINT NOT NULL REFERENCES "option_value" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_variant_val_variant_343ce1" UNIQUE ("variant_id", "value_id")
);
CREATE TABLE "web_node" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "node" VARCHAR(60) NOT NULL,
    "n" INT NOT NULL,
    "place" INT NOT NULL,
    "html" TEXT NOT NULL,
    "chat_id" BIGINT NOT NULL REFERENCES "chat" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_web_node_chat_id_18052c" UNIQUE ("chat_id", "node")
);
CREATE INDEX "idx_web_node_chat_id_371853" ON "web_node" ("chat_id", "n");
CREATE TRIGGER "stock_reserved_not_negative_INSERT" BEFORE INSERT ON "stock_level" WHEN NOT (NEW.reserved >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: stock_reserved_not_negative'); END;
CREATE TRIGGER "stock_reserved_not_negative_UPDATE" BEFORE UPDATE ON "stock_level" WHEN NOT (NEW.reserved >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: stock_reserved_not_negative'); END;
CREATE TRIGGER "reservation_quantity_positive_INSERT" BEFORE INSERT ON "reservation" WHEN NOT (NEW.quantity > 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: reservation_quantity_positive'); END;
CREATE TRIGGER "reservation_quantity_positive_UPDATE" BEFORE UPDATE ON "reservation" WHEN NOT (NEW.quantity > 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: reservation_quantity_positive'); END;
CREATE TRIGGER "cart_quantity_in_range_INSERT" BEFORE INSERT ON "cart_line" WHEN NOT (NEW.quantity BETWEEN 1 AND 9999) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: cart_quantity_in_range'); END;
CREATE TRIGGER "cart_quantity_in_range_UPDATE" BEFORE UPDATE ON "cart_line" WHEN NOT (NEW.quantity BETWEEN 1 AND 9999) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: cart_quantity_in_range'); END;
CREATE TRIGGER "order_quantity_positive_INSERT" BEFORE INSERT ON "order_line" WHEN NOT (NEW.quantity > 0 AND NEW.total >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_quantity_positive'); END;
CREATE TRIGGER "order_quantity_positive_UPDATE" BEFORE UPDATE ON "order_line" WHEN NOT (NEW.quantity > 0 AND NEW.total >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_quantity_positive'); END;
CREATE TRIGGER "order_total_not_negative_INSERT" BEFORE INSERT ON "orders" WHEN NOT (NEW.total >= 0 AND NEW.delivery_fee >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_total_not_negative'); END;
CREATE TRIGGER "order_total_not_negative_UPDATE" BEFORE UPDATE ON "orders" WHEN NOT (NEW.total >= 0 AND NEW.delivery_fee >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_total_not_negative'); END;
CREATE TRIGGER "payment_refunded_within_INSERT" BEFORE INSERT ON "payment" WHEN NOT (NEW.refunded >= 0 AND NEW.refunded <= NEW.amount) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: payment_refunded_within'); END;
CREATE TRIGGER "payment_refunded_within_UPDATE" BEFORE UPDATE ON "payment" WHEN NOT (NEW.refunded >= 0 AND NEW.refunded <= NEW.amount) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: payment_refunded_within'); END;
CREATE TRIGGER "refund_amount_positive_INSERT" BEFORE INSERT ON "refund" WHEN NOT (NEW.amount > 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: refund_amount_positive'); END;
CREATE TRIGGER "refund_amount_positive_UPDATE" BEFORE UPDATE ON "refund" WHEN NOT (NEW.amount > 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: refund_amount_positive'); END;
CREATE TRIGGER "coupon_used_within_INSERT" BEFORE INSERT ON "coupon" WHEN NOT (NEW.used >= 0 AND (NEW.usage_limit IS NULL OR NEW.used <= NEW.usage_limit)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: coupon_used_within'); END;
CREATE TRIGGER "coupon_used_within_UPDATE" BEFORE UPDATE ON "coupon" WHEN NOT (NEW.used >= 0 AND (NEW.usage_limit IS NULL OR NEW.used <= NEW.usage_limit)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: coupon_used_within'); END;
CREATE TRIGGER "variant_price_not_negative_INSERT" BEFORE INSERT ON "variant" WHEN NOT (NEW.price >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: variant_price_not_negative'); END;
CREATE TRIGGER "variant_price_not_negative_UPDATE" BEFORE UPDATE ON "variant" WHEN NOT (NEW.price >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: variant_price_not_negative'); END;
CREATE INDEX product_by_popularity ON product (shop_id, status, units_sold_30 DESC, views_30 DESC, price_from, id DESC);
CREATE TABLE "shop_word" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "word" VARCHAR(300) NOT NULL,
    "text" VARCHAR(300) NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_shop_word_shop_id_f4774f" UNIQUE ("shop_id", "word", "locale")
);
CREATE TABLE "provider_account" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "provider" VARCHAR(20) NOT NULL,
    "sealed" TEXT NOT NULL,
    "looked_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_provider_ac_shop_id_36e012" UNIQUE ("shop_id", "provider")
);
CREATE TABLE "stray_charge" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "provider" VARCHAR(20) NOT NULL,
    "reference" VARCHAR(120) NOT NULL,
    "key" VARCHAR(120) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "seen_at" TIMESTAMP NOT NULL,
    "cleared_at" TIMESTAMP,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_stray_charg_shop_id_84f486" UNIQUE ("shop_id", "provider", "reference")
);
ALTER TABLE "payment" ADD COLUMN "checked_at" TIMESTAMP;
ALTER TABLE "payment" ADD COLUMN "session" VARCHAR(120) NOT NULL DEFAULT '';
ALTER TABLE "payment" ADD COLUMN "url" VARCHAR(500) NOT NULL DEFAULT '';
CREATE INDEX "idx_payment_status_b66fab" ON "payment" ("status", "provider");
ALTER TABLE "refund" ADD COLUMN "problem" VARCHAR(200) NOT NULL DEFAULT '';
ALTER TABLE "refund" ADD COLUMN "provider_ref" VARCHAR(120) NOT NULL DEFAULT '';
CREATE INDEX "idx_refund_status_800206" ON "refund" ("status", "created_at");
CREATE TABLE "searcher" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "list_id" BIGINT NOT NULL REFERENCES "stored_list" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_searcher_list_id_26a654" UNIQUE ("list_id", "customer_id")
);
CREATE TABLE "shared_cart" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "token" VARCHAR(12) NOT NULL UNIQUE,
    "digest" VARCHAR(64) NOT NULL,
    "lines" JSON NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_shared_cart_shop_id_fd2c3d" UNIQUE ("shop_id", "digest")
);
CREATE TABLE "watched_term" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
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
CREATE TABLE "chat_card" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" VARCHAR(60) NOT NULL,
    "message" BIGINT NOT NULL,
    "digest" VARCHAR(16) NOT NULL,
    "shown_at" TIMESTAMP NOT NULL,
    "chat_id" BIGINT NOT NULL REFERENCES "chat" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_chat_card_chat_id_b10cec" UNIQUE ("chat_id", "key")
);
CREATE TABLE "sent_file" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "bot" VARCHAR(40) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "file" VARCHAR(200) NOT NULL,
    "sent_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_sent_file_bot_84d354" UNIQUE ("bot", "digest")
);
CREATE TABLE "shop_bot" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "channel" VARCHAR(12) NOT NULL,
    "external_id" VARCHAR(40) NOT NULL,
    "name" VARCHAR(64) NOT NULL,
    "sealed" TEXT NOT NULL,
    "problem" VARCHAR(300) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "removed_at" TIMESTAMP,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_shop_bot_channel_dee618" UNIQUE ("channel", "external_id")
);
CREATE INDEX "idx_shop_bot_shop_id_9a78f5" ON "shop_bot" ("shop_id", "channel");
CREATE TABLE "digital_file" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "size" BIGINT NOT NULL,
    "uploaded_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL UNIQUE REFERENCES "variant" ("id") ON DELETE RESTRICT
);
CREATE TABLE "digital_key" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "sealed" TEXT NOT NULL,
    "mark" VARCHAR(64) NOT NULL,
    "unit" INT,
    "handed_at" TIMESTAMP,
    "created_at" TIMESTAMP NOT NULL,
    "order_line_id" BIGINT REFERENCES "order_line" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_digital_key_shop_id_096dbc" UNIQUE ("shop_id", "mark"),
    CONSTRAINT "uid_digital_key_order_l_e0ed6f" UNIQUE ("order_line_id", "unit")
);
CREATE INDEX "idx_digital_key_variant_0840c6" ON "digital_key" ("variant_id", "order_line_id");
ALTER TABLE "order_line" ADD COLUMN "digital" INT NOT NULL DEFAULT 0;
ALTER TABLE "order_line" ADD COLUMN "handed_at" TIMESTAMP;
ALTER TABLE "order_line" ADD COLUMN "gave" VARCHAR(4) NOT NULL DEFAULT '';
ALTER TABLE "order_line" ADD COLUMN "sent_again" INT NOT NULL DEFAULT 0;
ALTER TABLE "variant" ADD COLUMN "gives" VARCHAR(4) NOT NULL  /* NOTHING: \nKEYS: keys\nFILE: file */ DEFAULT '';
ALTER TABLE "variant" ADD COLUMN "stars" INT;
CREATE TRIGGER "variant_stars_in_range_INSERT" BEFORE INSERT ON "variant" WHEN NOT (NEW.stars IS NULL OR NEW.stars BETWEEN 1 AND 100000) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: variant_stars_in_range'); END;
CREATE TRIGGER "variant_stars_in_range_UPDATE" BEFORE UPDATE ON "variant" WHEN NOT (NEW.stars IS NULL OR NEW.stars BETWEEN 1 AND 100000) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: variant_stars_in_range'); END;
CREATE TRIGGER "digital_key_whole_INSERT" BEFORE INSERT ON "digital_key" WHEN NOT ((NEW.order_line_id IS NULL) = (NEW.unit IS NULL)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: digital_key_whole'); END;
CREATE TRIGGER "digital_key_whole_UPDATE" BEFORE UPDATE ON "digital_key" WHEN NOT ((NEW.order_line_id IS NULL) = (NEW.unit IS NULL)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: digital_key_whole'); END;
CREATE TABLE "arrival" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "first_campaign" VARCHAR(7) NOT NULL,
    "first_source" VARCHAR(7) NOT NULL,
    "first_at" TIMESTAMP,
    "last_campaign" VARCHAR(7) NOT NULL,
    "last_source" VARCHAR(7) NOT NULL,
    "last_at" TIMESTAMP,
    "referred_at" TIMESTAMP,
    "referrer_id" BIGINT REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "customer_id" BIGINT NOT NULL UNIQUE REFERENCES "customer" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_arrival_shop_id_8600c5" ON "arrival" ("shop_id", "referrer_id");
CREATE TABLE "channel_post" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "bot" VARCHAR(40) NOT NULL,
    "chat" VARCHAR(80) NOT NULL,
    "message" BIGINT NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "posted_at" TIMESTAMP NOT NULL,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_channel_pos_bot_f5f466" UNIQUE ("bot", "chat", "message")
);
CREATE INDEX "idx_channel_pos_shop_id_f456f0" ON "channel_post" ("shop_id", "product_id");
CREATE TABLE "invite_code" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "code" VARCHAR(7) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_invite_code_shop_id_6908bd" UNIQUE ("shop_id", "code")
);
CREATE INDEX "idx_invite_code_shop_id_3a50eb" ON "invite_code" ("shop_id", "customer_id");
CREATE TABLE "join_token" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "digest" VARCHAR(64) NOT NULL UNIQUE,
    "channel" VARCHAR(12) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "expires_at" TIMESTAMP NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_join_token_shop_id_d19f53" ON "join_token" ("shop_id", "customer_id");
CREATE TABLE "sent_card" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "bot" VARCHAR(40) NOT NULL,
    "inline_message" VARCHAR(120) NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "sent_at" TIMESTAMP NOT NULL,
    "ended_at" TIMESTAMP,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_sent_card_bot_188942" UNIQUE ("bot", "inline_message")
);
CREATE INDEX "idx_sent_card_shop_id_257822" ON "sent_card" ("shop_id", "product_id");
ALTER TABLE "orders" ADD COLUMN "tip" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "payment" ADD COLUMN "facts" JSON;
ALTER TABLE "stray_charge" ADD COLUMN "payer" VARCHAR(60) NOT NULL DEFAULT '';
CREATE TABLE "staff_code" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "code_hash" VARCHAR(64) NOT NULL UNIQUE,
    "expires_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT
);
CREATE TABLE "staff_group" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "title" VARCHAR(120) NOT NULL,
    "made_by" BIGINT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "chat_id" BIGINT NOT NULL REFERENCES "chat" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_staff_group_shop_id_6ee917" UNIQUE ("shop_id", "chat_id")
);
CREATE TABLE "staff_telegram" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "user_id" BIGINT NOT NULL,
    "name" VARCHAR(80) NOT NULL,
    "tells_orders" INT NOT NULL,
    "tells_money" INT NOT NULL,
    "linked_at" TIMESTAMP NOT NULL,
    "chat_id" BIGINT NOT NULL REFERENCES "chat" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_staff_teleg_shop_id_0539f7" UNIQUE ("shop_id", "user_id"),
    CONSTRAINT "uid_staff_teleg_shop_id_8c11b7" UNIQUE ("shop_id", "staff_id")
);
CREATE TABLE "wallet" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "balance" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_wallet_custome_be0af9" UNIQUE ("customer_id", "currency")
);
ALTER TABLE "refund" ADD COLUMN "parts" JSON;
ALTER TABLE "refund" ADD COLUMN "to_wallet" INT NOT NULL DEFAULT 0;
CREATE TRIGGER "wallet_not_negative_INSERT" BEFORE INSERT ON "wallet" WHEN NOT (NEW.balance >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: wallet_not_negative'); END;
CREATE TRIGGER "wallet_not_negative_UPDATE" BEFORE UPDATE ON "wallet" WHEN NOT (NEW.balance >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: wallet_not_negative'); END;
CREATE TABLE "paper" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(12) NOT NULL  /* INVOICE: invoice\nRECEIPT: receipt\nCREDIT_NOTE: credit_note */,
    "series" VARCHAR(40) NOT NULL,
    "number" BIGINT NOT NULL,
    "once" VARCHAR(60) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "total" BIGINT NOT NULL,
    "tax" BIGINT NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "is_test" INT NOT NULL,
    "body" JSON NOT NULL,
    "issued_at" TIMESTAMP NOT NULL,
    "corrects_id" BIGINT REFERENCES "paper" ("id") ON DELETE RESTRICT,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "refund_id" BIGINT REFERENCES "refund" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_paper_shop_id_c037f1" UNIQUE ("shop_id", "series", "number"),
    CONSTRAINT "uid_paper_shop_id_65dd13" UNIQUE ("shop_id", "once")
);
CREATE INDEX "idx_paper_shop_id_ff2b04" ON "paper" ("shop_id", "order_id");
CREATE TABLE "paper_series" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "value" BIGINT NOT NULL,
    "skipped" BIGINT NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_paper_serie_shop_id_efab71" UNIQUE ("shop_id", "name")
);
ALTER TABLE "order_line" ADD COLUMN "tax_row" INT;
CREATE TRIGGER "paper_amounts_INSERT" BEFORE INSERT ON "paper" WHEN NOT (NEW.number > 0 AND NEW.total >= 0 AND NEW.tax >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: paper_amounts'); END;
CREATE TRIGGER "paper_amounts_UPDATE" BEFORE UPDATE ON "paper" WHEN NOT (NEW.number > 0 AND NEW.total >= 0 AND NEW.tax >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: paper_amounts'); END;
CREATE TRIGGER "paper_series_whole_INSERT" BEFORE INSERT ON "paper_series" WHEN NOT (NEW.skipped >= 0 AND NEW.skipped <= NEW.value) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: paper_series_whole'); END;
CREATE TRIGGER "paper_series_whole_UPDATE" BEFORE UPDATE ON "paper_series" WHEN NOT (NEW.skipped >= 0 AND NEW.skipped <= NEW.value) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: paper_series_whole'); END;
CREATE TABLE "keyed_request" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "key" VARCHAR(255) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "answer" JSON,
    "refused" VARCHAR(80) NOT NULL,
    "sentence" TEXT NOT NULL,
    "status" INT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_keyed_reque_shop_id_f34f6b" UNIQUE ("shop_id", "key")
);
CREATE INDEX "idx_keyed_reque_at_a17fae" ON "keyed_request" ("at");
CREATE TABLE "sweep" (
    "name" VARCHAR(60) NOT NULL  PRIMARY KEY,
    "every" INT NOT NULL,
    "next_at" TIMESTAMP NOT NULL,
    "taken_by" BIGINT,
    "claim" INT NOT NULL,
    "started_at" TIMESTAMP,
    "ended_at" TIMESTAMP,
    "took_ms" INT NOT NULL,
    "result" VARCHAR(200) NOT NULL,
    "error" TEXT NOT NULL
);
CREATE TABLE "worker" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "works" INT NOT NULL,
    "beat" BIGINT NOT NULL,
    "started_at" TIMESTAMP NOT NULL,
    "seen_at" TIMESTAMP NOT NULL
);
ALTER TABLE "outbox" RENAME COLUMN "leased_until" TO "taken_at";
ALTER TABLE "outbox" ADD COLUMN "claim" INT NOT NULL DEFAULT 0;
ALTER TABLE "outbox" ADD COLUMN "taken_by" BIGINT;
CREATE TABLE "customer_note" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "text" VARCHAR(1000) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_customer_no_shop_id_a7fa49" ON "customer_note" ("shop_id", "customer_id");
CREATE TABLE "customer_tag" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "tag" VARCHAR(30) NOT NULL,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_customer_ta_custome_6a8270" UNIQUE ("customer_id", "tag")
);
CREATE INDEX "idx_customer_ta_shop_id_5f1bdb" ON "customer_tag" ("shop_id", "tag", "customer_id");
CREATE INDEX "idx_channel_ide_shop_id_e394cb" ON "channel_identity" ("shop_id", "customer_id");
ALTER TABLE "customer" ADD COLUMN "erased_at" TIMESTAMP;
ALTER TABLE "customer" ADD COLUMN "orders_count" INT NOT NULL DEFAULT 0;
ALTER TABLE "customer" ADD COLUMN "seen_at" TIMESTAMP;
ALTER TABLE "customer" ADD COLUMN "spent" BIGINT NOT NULL DEFAULT 0;
CREATE INDEX "idx_customer_shop_id_53f325" ON "customer" ("shop_id", "seen_at", "id");
CREATE INDEX "idx_customer_shop_id_b989fd" ON "customer" ("shop_id", "spent", "id");
CREATE INDEX "idx_customer_shop_id_0ba080" ON "customer" ("shop_id", "orders_count", "id");
CREATE INDEX "idx_customer_shop_id_7af241" ON "customer" ("shop_id", "name", "id");
CREATE INDEX "idx_event_shop_id_3b8ad3" ON "event" ("shop_id", "customer_id", "id");
CREATE INDEX "idx_searcher_shop_id_bac57a" ON "searcher" ("shop_id", "customer_id");
CREATE TABLE "bulk_step" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "act" VARCHAR(32) NOT NULL,
    "verb" VARCHAR(12) NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "was" JSON NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "undone_at" TIMESTAMP,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_bulk_step_shop_id_c12d4c" ON "bulk_step" ("shop_id", "act");
CREATE TABLE "collection" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "position" INT NOT NULL,
    "hidden" INT NOT NULL,
    "on_home" INT NOT NULL,
    "rule" JSON NOT NULL,
    "image_id" BIGINT REFERENCES "media_file" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE TABLE "collection_item" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "position" INT NOT NULL,
    "collection_id" BIGINT NOT NULL REFERENCES "collection" ("id") ON DELETE RESTRICT,
    "product_id" BIGINT NOT NULL REFERENCES "product" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_collection__collect_c2f491" UNIQUE ("collection_id", "product_id")
);
CREATE INDEX "idx_collection__product_cf23e2" ON "collection_item" ("product_id");
CREATE TABLE "collection_text" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "locale" VARCHAR(12) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "description" VARCHAR(300) NOT NULL,
    "collection_id" BIGINT NOT NULL REFERENCES "collection" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_collection__collect_10cd79" UNIQUE ("collection_id", "locale")
);
CREATE TABLE "order_print" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(10) NOT NULL,
    "times" INT NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_print_order_i_be83ee" UNIQUE ("order_id", "kind")
);
CREATE TABLE "saved_view" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "page" VARCHAR(60) NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "query" VARCHAR(400) NOT NULL,
    "shared" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
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
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "product_id" BIGINT NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    "made" INT NOT NULL,
    "diff" JSON NOT NULL,
    "undone_at" TIMESTAMP,
    "kept" JSON,
    "run_id" BIGINT NOT NULL REFERENCES "import_run" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_import_chan_run_id_f4caf1" ON "import_change" ("run_id", "product_id");
CREATE TABLE "import_columns" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "header" VARCHAR(64) NOT NULL,
    "columns" JSON NOT NULL,
    "used_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_import_colu_shop_id_26700d" UNIQUE ("shop_id", "header")
);
CREATE TABLE "import_fix" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "line" INT NOT NULL,
    "column" VARCHAR(200) NOT NULL,
    "value" TEXT NOT NULL,
    "run_id" BIGINT NOT NULL REFERENCES "import_run" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_import_fix_run_id_e9edf7" UNIQUE ("run_id", "line", "column")
);
ALTER TABLE "import_run" ADD COLUMN "checked" JSON;
ALTER TABLE "import_run" ADD COLUMN "folder" VARCHAR(40) NOT NULL DEFAULT '';
ALTER TABLE "import_run" ADD COLUMN "options" JSON;
ALTER TABLE "import_run" ADD COLUMN "passes" INT NOT NULL DEFAULT 0;
ALTER TABLE "import_run" ADD COLUMN "position" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "import_run" ADD COLUMN "problem" VARCHAR(500) NOT NULL DEFAULT '';
ALTER TABLE "import_run" ADD COLUMN "source" VARCHAR(500) NOT NULL DEFAULT '';
ALTER TABLE "import_run" ADD COLUMN "staff_id" BIGINT;
ALTER TABLE "import_run" ADD COLUMN "stage" VARCHAR(12) NOT NULL DEFAULT 'done';
ALTER TABLE "import_run" ADD COLUMN "total" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "import_run" ADD COLUMN "undone" JSON;
CREATE INDEX "idx_import_run_shop_id_651efb" ON "import_run" ("shop_id", "started_at");
CREATE TRIGGER "import_run_stage_INSERT" BEFORE INSERT ON "import_run" WHEN NOT (NEW.stage IN ('mapping', 'checking', 'ready', 'running', 'missing', 'pictures', 'done', 'stopped', 'failed', 'undoing', 'undone')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: import_run_stage'); END;
CREATE TRIGGER "import_run_stage_UPDATE" BEFORE UPDATE ON "import_run" WHEN NOT (NEW.stage IN ('mapping', 'checking', 'ready', 'running', 'missing', 'pictures', 'done', 'stopped', 'failed', 'undoing', 'undone')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: import_run_stage'); END;
CREATE INDEX "idx_order_line_order_i_b67cd5" ON "order_line" ("order_id");
CREATE INDEX "idx_refund_order_i_ab8f81" ON "refund" ("order_id");
CREATE INDEX "idx_refund_payment_9157c2" ON "refund" ("payment_id");
CREATE INDEX orders_to_look_at ON orders (shop_id, created_at) WHERE needs_attention <> '' OR cancel_requested_at IS NOT NULL;
CREATE TRIGGER "order_print_times_INSERT" BEFORE INSERT ON "order_print" WHEN NOT (NEW.times > 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_print_times'); END;
CREATE TRIGGER "order_print_times_UPDATE" BEFORE UPDATE ON "order_print" WHEN NOT (NEW.times > 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_print_times'); END;
CREATE TABLE "figure" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
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
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "zone" VARCHAR(40) NOT NULL,
    "until" VARCHAR(10) NOT NULL,
    "history_id" BIGINT NOT NULL,
    "audit_id" BIGINT NOT NULL,
    "counted_at" TIMESTAMP NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_figure_mark_shop_id_453602" UNIQUE ("shop_id")
);
CREATE TABLE "imported_order" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "reference" VARCHAR(60) NOT NULL,
    "digest" VARCHAR(64) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "order_id" BIGINT REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_imported_or_shop_id_bd8738" UNIQUE ("shop_id", "reference")
);
CREATE TABLE "past_return" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "reference" VARCHAR(60) NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "units" INT NOT NULL,
    "lines" JSON NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "customer_id" BIGINT REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_past_return_shop_id_653521" UNIQUE ("shop_id", "reference")
);
CREATE INDEX "idx_past_return_shop_id_deca3a" ON "past_return" ("shop_id", "at");
CREATE INDEX "idx_orders_shop_id_815e49" ON "orders" ("shop_id", "placed_at");
CREATE INDEX "idx_payment_order_i_6caf54" ON "payment" ("order_id");
CREATE INDEX "idx_payment_shop_id_180984" ON "payment" ("shop_id", "status", "created_at");
CREATE INDEX "idx_refund_shop_id_e64f50" ON "refund" ("shop_id", "done_at");
CREATE TABLE "new__setup_token" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT, "token_hash" VARCHAR(64) NOT NULL UNIQUE, "role" VARCHAR(12) NOT NULL, "email" VARCHAR(120) NOT NULL, "expires_at" TIMESTAMP NOT NULL, "used_at" TIMESTAMP);
DROP TABLE "setup_token";
ALTER TABLE "new__setup_token" RENAME TO "setup_token";
CREATE TABLE "new__staff" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT, "email" VARCHAR(120) NOT NULL, "name" VARCHAR(80) NOT NULL, "role" VARCHAR(12) NOT NULL, "password_hash" VARCHAR(200) NOT NULL, "locale" VARCHAR(12) NOT NULL, "active" INT NOT NULL, "created_at" TIMESTAMP NOT NULL, "last_login_at" TIMESTAMP);
DROP TABLE "staff";
ALTER TABLE "new__staff" RENAME TO "staff";
CREATE TABLE "approval" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "kind" VARCHAR(8) NOT NULL  /* REFUND: refund\nCREDIT: credit\nCANCEL: cancel */,
    "status" VARCHAR(10) NOT NULL  /* WAITING: waiting\nAPPROVED: approved\nDECLINED: declined\nWITHDRAWN: withdrawn */,
    "order_id" BIGINT NOT NULL,
    "customer_id" BIGINT NOT NULL,
    "currency" VARCHAR(3) NOT NULL,
    "amount" BIGINT NOT NULL,
    "reason" VARCHAR(200) NOT NULL,
    "details" JSON NOT NULL,
    "once" VARCHAR(80) NOT NULL,
    "asked_by" BIGINT NOT NULL,
    "asked_at" TIMESTAMP NOT NULL,
    "decided_by" BIGINT NOT NULL,
    "decided_at" TIMESTAMP,
    "answer" VARCHAR(200) NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_approval_shop_id_40a8d8" UNIQUE ("shop_id", "once")
);
CREATE INDEX "idx_approval_shop_id_820af0" ON "approval" ("shop_id", "status");
CREATE INDEX "idx_approval_shop_id_8eb6fb" ON "approval" ("shop_id", "order_id");
CREATE TABLE "staff_recovery" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "code_mark" VARCHAR(64) NOT NULL,
    "used_at" TIMESTAMP,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_staff_recov_staff_i_24b149" UNIQUE ("staff_id", "code_mark")
);
CREATE TABLE "staff_ticket" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "purpose" VARCHAR(8) NOT NULL  /* SECOND: second\nDOOR: door */,
    "token_hash" VARCHAR(64) NOT NULL UNIQUE,
    "expires_at" TIMESTAMP NOT NULL,
    "used_at" TIMESTAMP,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "staff_id" BIGINT NOT NULL REFERENCES "staff" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_audit_shop_id_11463c" ON "audit" ("shop_id", "actor_kind", "actor_id");
ALTER TABLE "staff" ADD COLUMN "totp_sealed" TEXT;
ALTER TABLE "staff" ADD COLUMN "totp_since" TIMESTAMP;
ALTER TABLE "staff" ADD COLUMN "totp_step" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "staff_session" ADD COLUMN "proved_at" TIMESTAMP;
CREATE TRIGGER "approval_amount_positive_INSERT" BEFORE INSERT ON "approval" WHEN NOT (NEW.amount > 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: approval_amount_positive'); END;
CREATE TRIGGER "approval_amount_positive_UPDATE" BEFORE UPDATE ON "approval" WHEN NOT (NEW.amount > 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: approval_amount_positive'); END;
CREATE TRIGGER "approval_kind_known_INSERT" BEFORE INSERT ON "approval" WHEN NOT (NEW.kind IN ('refund', 'credit', 'cancel')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: approval_kind_known'); END;
CREATE TRIGGER "approval_kind_known_UPDATE" BEFORE UPDATE ON "approval" WHEN NOT (NEW.kind IN ('refund', 'credit', 'cancel')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: approval_kind_known'); END;
CREATE TRIGGER "approval_status_known_INSERT" BEFORE INSERT ON "approval" WHEN NOT (NEW.status IN ('waiting', 'approved', 'declined', 'withdrawn')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: approval_status_known'); END;
CREATE TRIGGER "approval_status_known_UPDATE" BEFORE UPDATE ON "approval" WHEN NOT (NEW.status IN ('waiting', 'approved', 'declined', 'withdrawn')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: approval_status_known'); END;
CREATE TRIGGER "approval_by_another_INSERT" BEFORE INSERT ON "approval" WHEN NOT (NEW.status NOT IN ('approved', 'declined') OR NEW.decided_by <> NEW.asked_by) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: approval_by_another'); END;
CREATE TRIGGER "approval_by_another_UPDATE" BEFORE UPDATE ON "approval" WHEN NOT (NEW.status NOT IN ('approved', 'declined') OR NEW.decided_by <> NEW.asked_by) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: approval_by_another'); END;
CREATE TRIGGER "staff_ticket_purpose_known_INSERT" BEFORE INSERT ON "staff_ticket" WHEN NOT (NEW.purpose IN ('second', 'door')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: staff_ticket_purpose_known'); END;
CREATE TRIGGER "staff_ticket_purpose_known_UPDATE" BEFORE UPDATE ON "staff_ticket" WHEN NOT (NEW.purpose IN ('second', 'door')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: staff_ticket_purpose_known'); END;
CREATE TABLE "order_draft" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "number" BIGINT NOT NULL,
    "status" VARCHAR(10) NOT NULL  /* OPEN: open\nSENT: sent\nORDERED: ordered\nDECLINED: declined\nCANCELLED: cancelled\nEXPIRED: expired */,
    "currency" VARCHAR(3) NOT NULL,
    "payment_method" VARCHAR(20) NOT NULL,
    "discount" BIGINT NOT NULL,
    "discount_reason" VARCHAR(200) NOT NULL,
    "delivery_fee" BIGINT,
    "address" JSON NOT NULL,
    "note" VARCHAR(500) NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "revision" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "sent_at" TIMESTAMP,
    "expires_at" TIMESTAMP,
    "closed_at" TIMESTAMP,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "method_id" BIGINT REFERENCES "delivery_method" ("id") ON DELETE RESTRICT,
    "point_id" BIGINT REFERENCES "pickup_point" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "order_id" BIGINT  UNIQUE REFERENCES "orders" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_draft_shop_id_fd9436" UNIQUE ("shop_id", "number")
);
CREATE INDEX "idx_order_draft_shop_id_146511" ON "order_draft" ("shop_id", "status", "created_at");
CREATE INDEX "idx_order_draft_shop_id_e4d24e" ON "order_draft" ("shop_id", "customer_id");
CREATE TABLE "order_draft_line" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "quantity" INT NOT NULL,
    "unit_price" BIGINT NOT NULL,
    "position" INT NOT NULL,
    "order_draft_id" BIGINT NOT NULL REFERENCES "order_draft" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    "variant_id" BIGINT NOT NULL REFERENCES "variant" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_draft_order_d_d54278" UNIQUE ("order_draft_id", "variant_id")
);
CREATE TABLE "order_note" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "text" VARCHAR(1000) NOT NULL,
    "staff_id" BIGINT NOT NULL,
    "at" TIMESTAMP NOT NULL,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_order_note_shop_id_7b6c14" ON "order_note" ("shop_id", "order_id");
CREATE TABLE "order_return" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "number" BIGINT,
    "status" VARCHAR(10) NOT NULL  /* DRAFT: draft\nREQUESTED: requested\nAPPROVED: approved\nREJECTED: rejected\nRECEIVED: received\nCLOSED: closed\nCANCELLED: cancelled */,
    "reason" VARCHAR(20) NOT NULL,
    "note" VARCHAR(500) NOT NULL,
    "wish" VARCHAR(10) NOT NULL,
    "answer" VARCHAR(300) NOT NULL,
    "amount" BIGINT NOT NULL,
    "to_wallet" INT NOT NULL,
    "revision" INT NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "requested_at" TIMESTAMP,
    "decided_at" TIMESTAMP,
    "received_at" TIMESTAMP,
    "closed_at" TIMESTAMP,
    "customer_id" BIGINT NOT NULL REFERENCES "customer" ("id") ON DELETE RESTRICT,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_retur_shop_id_9211fc" UNIQUE ("shop_id", "number")
);
CREATE INDEX "idx_order_retur_shop_id_140d90" ON "order_return" ("shop_id", "status", "requested_at");
CREATE INDEX "idx_order_retur_shop_id_9135ec" ON "order_return" ("shop_id", "order_id");
CREATE TABLE "order_return_line" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "quantity" INT NOT NULL,
    "restocked" INT NOT NULL,
    "order_line_id" BIGINT NOT NULL REFERENCES "order_line" ("id") ON DELETE RESTRICT,
    "order_return_id" BIGINT NOT NULL REFERENCES "order_return" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_retur_order_r_d606d0" UNIQUE ("order_return_id", "order_line_id")
);
CREATE INDEX "idx_order_retur_shop_id_65c44a" ON "order_return_line" ("shop_id", "order_line_id");
CREATE TABLE "order_return_photo" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "file" VARCHAR(200) NOT NULL,
    "bot" VARCHAR(40) NOT NULL,
    "created_at" TIMESTAMP NOT NULL,
    "media_id" BIGINT REFERENCES "media_file" ("id") ON DELETE RESTRICT,
    "order_return_id" BIGINT NOT NULL REFERENCES "order_return" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT
);
CREATE INDEX "idx_order_retur_shop_id_0d8d85" ON "order_return_photo" ("shop_id", "order_return_id");
CREATE TABLE "order_tag" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "order_id" BIGINT NOT NULL REFERENCES "orders" ("id") ON DELETE RESTRICT,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_order_tag_order_i_8ed892" UNIQUE ("order_id", "name")
);
CREATE INDEX "idx_order_tag_shop_id_e5f1d7" ON "order_tag" ("shop_id", "name");
ALTER TABLE "orders" ADD COLUMN "given_back" BIGINT NOT NULL DEFAULT 0;
CREATE TRIGGER "order_given_back_not_negative_INSERT" BEFORE INSERT ON "orders" WHEN NOT (NEW.given_back >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_given_back_not_negative'); END;
CREATE TRIGGER "order_given_back_not_negative_UPDATE" BEFORE UPDATE ON "orders" WHEN NOT (NEW.given_back >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_given_back_not_negative'); END;
CREATE TRIGGER "order_return_numbered_INSERT" BEFORE INSERT ON "order_return" WHEN NOT (NEW.amount >= 0 AND (NEW.status = 'draft' OR NEW.number IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_return_numbered'); END;
CREATE TRIGGER "order_return_numbered_UPDATE" BEFORE UPDATE ON "order_return" WHEN NOT (NEW.amount >= 0 AND (NEW.status = 'draft' OR NEW.number IS NOT NULL)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_return_numbered'); END;
CREATE TRIGGER "order_return_units_INSERT" BEFORE INSERT ON "order_return_line" WHEN NOT (NEW.quantity > 0 AND NEW.restocked >= 0 AND NEW.restocked <= NEW.quantity) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_return_units'); END;
CREATE TRIGGER "order_return_units_UPDATE" BEFORE UPDATE ON "order_return_line" WHEN NOT (NEW.quantity > 0 AND NEW.restocked >= 0 AND NEW.restocked <= NEW.quantity) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_return_units'); END;
CREATE TRIGGER "order_draft_amounts_INSERT" BEFORE INSERT ON "order_draft" WHEN NOT (NEW.discount >= 0 AND (NEW.delivery_fee IS NULL OR NEW.delivery_fee >= 0)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_draft_amounts'); END;
CREATE TRIGGER "order_draft_amounts_UPDATE" BEFORE UPDATE ON "order_draft" WHEN NOT (NEW.discount >= 0 AND (NEW.delivery_fee IS NULL OR NEW.delivery_fee >= 0)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_draft_amounts'); END;
CREATE TRIGGER "order_draft_ordered_once_INSERT" BEFORE INSERT ON "order_draft" WHEN NOT ((NEW.status = 'ordered' AND NEW.order_id IS NOT NULL) OR (NEW.status <> 'ordered' AND NEW.order_id IS NULL)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_draft_ordered_once'); END;
CREATE TRIGGER "order_draft_ordered_once_UPDATE" BEFORE UPDATE ON "order_draft" WHEN NOT ((NEW.status = 'ordered' AND NEW.order_id IS NOT NULL) OR (NEW.status <> 'ordered' AND NEW.order_id IS NULL)) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_draft_ordered_once'); END;
CREATE TRIGGER "order_draft_units_INSERT" BEFORE INSERT ON "order_draft_line" WHEN NOT (NEW.quantity BETWEEN 1 AND 9999 AND NEW.unit_price >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_draft_units'); END;
CREATE TRIGGER "order_draft_units_UPDATE" BEFORE UPDATE ON "order_draft_line" WHEN NOT (NEW.quantity BETWEEN 1 AND 9999 AND NEW.unit_price >= 0) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: order_draft_units'); END;
CREATE INDEX "idx_outbox_status_72c7e5" ON "outbox" ("status", "sent_at");
CREATE INDEX "idx_payment_order_i_152136" ON "payment" ("order_id", "shop_id");
DROP INDEX "idx_payment_shop_id_2f28e7";
DROP INDEX "idx_payment_order_i_6caf54";
CREATE INDEX "idx_product_tex_shop_id_8cea0d" ON "product_text" ("shop_id", "locale", "name", "product_id");
DROP INDEX "idx_product_tex_shop_id_fa847e";
CREATE TABLE "staff_role" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    "name" VARCHAR(40) NOT NULL,
    "base" VARCHAR(12) NOT NULL  /* OWNER: owner\nMANAGER: manager\nCATALOGUE: catalogue\nPACKER: packer\nAGENT: agent\nLEAD: lead\nMARKETER: marketer\nACCOUNTANT: accountant\nCOURIER: courier */,
    "permissions" JSON NOT NULL,
    "shop_id" BIGINT NOT NULL REFERENCES "shop" ("id") ON DELETE RESTRICT,
    CONSTRAINT "uid_staff_role_shop_id_01b2cf" UNIQUE ("shop_id", "name")
);
ALTER TABLE "setup_token" ADD COLUMN "custom_role_id" BIGINT REFERENCES "staff_role" ("id") ON DELETE RESTRICT;
ALTER TABLE "staff" ADD COLUMN "custom_role_id" BIGINT REFERENCES "staff_role" ("id") ON DELETE RESTRICT;
CREATE TRIGGER "staff_role_base_known_INSERT" BEFORE INSERT ON "staff_role" WHEN NOT (NEW.base IN ('manager', 'catalogue', 'packer', 'agent', 'lead', 'marketer', 'accountant', 'courier')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: staff_role_base_known'); END;
CREATE TRIGGER "staff_role_base_known_UPDATE" BEFORE UPDATE ON "staff_role" WHEN NOT (NEW.base IN ('manager', 'catalogue', 'packer', 'agent', 'lead', 'marketer', 'accountant', 'courier')) BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: staff_role_base_known'); END;
