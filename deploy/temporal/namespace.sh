#!/bin/sh
# Registers the namespace and the search attributes operators filter by, and returns when a workflow can be started with all of them: the
# server's caches learn of a registration some seconds late. Safe to repeat.
set -eu

attributes="PerennialOrganization PerennialCustomer PerennialKind PerennialState"
probe=perennial-setup-probe
patience=60

# until_it_works COMMAND...: repeats a command each second until it succeeds; after a minute its failure is ours.
until_it_works() {
  left=$patience
  until "$@"; do
    left=$((left - 1))
    if [ "$left" -le 0 ]; then
      echo "gave up after $patience tries: $*" >&2
      exit 1
    fi
    sleep 1
  done
}

namespace() {
  temporal operator namespace describe -n "$NAMESPACE" >/dev/null 2>&1 ||
    temporal operator namespace create -n "$NAMESPACE" --retention "$RETENTION" --description Perennial
}

# What is registered already is accepted in silence.
search_attributes() {
  set --
  for attribute in $attributes; do
    set -- "$@" --name "$attribute" --type Keyword
  done
  temporal operator search-attribute create -n "$NAMESPACE" "$@"
}

# A workflow that nobody runs and that ends with the script.
start_probe() {
  set --
  for attribute in $attributes; do
    set -- "$@" --search-attribute "$attribute=\"probe\""
  done
  temporal workflow start -n "$NAMESPACE" --workflow-id "$probe" --type "$probe" --task-queue "$probe" --execution-timeout 60s "$@" >/dev/null
}

until_it_works namespace
until_it_works search_attributes
until_it_works start_probe
temporal workflow terminate -n "$NAMESPACE" --workflow-id "$probe" --reason "the namespace is ready"
