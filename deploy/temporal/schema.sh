#!/bin/sh
# Brings both databases of Temporal to the schema of this image's version. Safe to repeat: what is there already is left alone.
set -eu

schema() {
  temporal-sql-tool --db "$1" setup-schema -v 0.0
  temporal-sql-tool --db "$1" update-schema --schema-name "postgresql/v12/$2"
}

schema temporal temporal
schema temporal_visibility visibility
