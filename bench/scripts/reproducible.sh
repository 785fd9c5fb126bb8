#!/usr/bin/env bash
# Builds the last commit twice, in two folders, and compares every jar and the native library: bench/scripts/reproducible.sh
# Takes twice a full build. Exit status 1 where a byte differs; the folders are kept then.
set -euo pipefail
cd "$(git -C "$(dirname "${BASH_SOURCE[0]}")" rev-parse --show-toplevel)"
folder=$(mktemp -d)

built() {
  (cd "$1" && find . -path '*/target/*' \( -name 'vouch*.jar' -o -name 'benchmarks.jar' \
    -o -path '*/target/release/libvouch_prover.so' \) -not -path '*/deps/*' -exec sha256sum {} + | sort -k 2)
}

for name in first second-with-a-longer-name; do
  git clone -q . "$folder/$name"
  (cd "$folder/$name" && mvn -B -q -DskipTests package)
  built "$folder/$name" >"$folder/$name.sums"
done

cat "$folder/first.sums"
if diff "$folder/first.sums" "$folder/second-with-a-longer-name.sums"; then
  echo "the same in both"
  rm -rf "$folder"
else
  echo "what differs is in $folder" >&2
  exit 1
fi
