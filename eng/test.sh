#!/usr/bin/env bash
# Installs what the tests need, runs all of them, and ends with the runner's totals:
#   N passed, N failed, N skipped
# Extra arguments go to `dotnet test`, for example:  bash eng/test.sh --filter FullyQualifiedName~Gantt
set -u -o pipefail
cd "$(dirname "$0")/.."

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# The browser tests drive Chromium. Where it is missing and this user may install packages, install it; otherwise the tests report
# themselves as skipped, with the reason.
if ! command -v chromium >/dev/null && [ -z "${SDLPORTAL_CHROMIUM:-}" ]; then
  if command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
    echo "Installing Chromium for the browser tests ..."
    (apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core) >/tmp/sdlportal-chromium.log 2>&1 \
      || echo "Chromium could not be installed (see /tmp/sdlportal-chromium.log); the browser tests will be skipped."
  else
    echo "Chromium is missing and cannot be installed by this user; the browser tests will be skipped."
  fi
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT

dotnet build SdlPortal.sln -v quiet || exit 1
dotnet test SdlPortal.Tests --no-build --logger "console;verbosity=normal" "$@" 2>&1 | tee "$log" | grep -vE '^\s+Passed '
status=${PIPESTATUS[0]}

count() { grep -oE "^ *$1: +[0-9]+" "$log" | grep -oE '[0-9]+' | tail -1; }
passed=$(count Passed); failed=$(count Failed); skipped=$(count Skipped)
if [ -z "${passed:-}${failed:-}" ]; then
  echo "No test was executed."
  exit 1
fi

echo "${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
[ "$status" = 0 ] && [ "${failed:-0}" = 0 ]
