#!/usr/bin/env bash
# drift.sh STACK: the report into the job's summary (or on the screen), and an exit code that says whom it concerns.
set -uo pipefail

report=$(npx pulumi-digicert drift --stack "$1" --format markdown --fail-on attention)
code=$?
printf '%s\n' "$report" >> "${GITHUB_STEP_SUMMARY:-/dev/stdout}"

case $code in
  0) ;;
  2) echo "::warning::certificates of $1 need somebody: see the summary" ;;
  *) echo "::error::could not look at the certificates of $1: nothing is known" ;;
esac
exit "$code"
