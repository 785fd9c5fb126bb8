#!/usr/bin/env bash
# Runs every snippet of docs/export.md, then vouch on the files it wrote.
#
#   examples/export/run_all.sh [FOLDER]
#
# FOLDER keeps the environment and the results (default: a temporary folder, removed at the end).
# PYTHON names an interpreter that has requirements.txt already; else an environment is made, some 7 GB of downloads.
# VOUCH names the launcher; default: ./vouch of this checkout.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
vouch=${VOUCH:-$root/vouch}
folder=${1:-}
if [ -z "$folder" ]; then
  folder=$(mktemp -d)
  trap 'rm -rf -- "$folder"' EXIT
fi
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)

python=${PYTHON:-$folder/venv/bin/python}
if [ ! -x "$(command -v "$python")" ]; then
  python3 -m venv "$folder/venv"
  "$python" -m pip install --quiet --requirement "$here/requirements.txt"
fi
export CUDA_VISIBLE_DEVICES='' TF_CPP_MIN_LOG_LEVEL=3 OMP_NUM_THREADS=1

# quietly COMMAND…: what it prints goes to a log, and is shown if it fails.
quietly() {
  local code=0
  "$@" >log 2>&1 || code=$?
  if [ "$code" -ne 0 ]; then
    cat log >&2
    echo "in $PWD, exit code $code: $*" >&2
    exit 1
  fi
}

# snippet RESULTS FILE: runs FILE in a folder of its own below FOLDER.
snippet() {
  rm -rf -- "${folder:?}/$1"
  mkdir "$folder/$1"
  cd "$folder/$1"
  quietly "$python" -W ignore "$here/$2"
}

# proves MODEL GATE…: MODEL meets the gates on test data, and a proof of one sample is accepted.
proves() {
  local name=${1%.onnx}
  shift
  quietly "$vouch" check "$name.onnx" --calibrate calibrate.npz --data inputs.npz --expected expected.npz "$@"
  quietly "$vouch" compile "$name.onnx" --calibrate calibrate.npz
  quietly "$vouch" prove "$name.vouch" --input inputs.npz --sample 0 --out one.proof --force
  quietly "$vouch" verify "$name.vk" one.proof
  echo "proved   ${PWD##*/}/$name.onnx"
}

# refused MODEL OPERATOR: MODEL is not supported (exit code 4), and the message names OPERATOR.
refused() {
  local code=0
  "$vouch" compile "$1" --calibrate calibrate.npz >log 2>&1 || code=$?
  if [ "$code" -ne 4 ] || ! grep -q "$2" log; then
    cat log >&2
    echo "in $PWD, exit code $code: expected 4, $1 refused for $2" >&2
    exit 1
  fi
  echo "refused  ${PWD##*/}/$1 ($2)"
}

snippet pytorch pytorch_cnn.py
proves model.onnx --min-top1 0.99 --max-rel-rms 1e-3
proves torchscript.onnx --min-top1 0.99 --max-rel-rms 1e-3

snippet sklearn_mlp sklearn_mlp.py
proves model.onnx --min-top1 0.99 --max-rel-rms 1e-3

snippet sklearn_logistic sklearn_logistic.py
proves model.onnx --max-rel-rms 1e-3

for backend in tensorflow torch; do
  export KERAS_BACKEND=$backend
  snippet "keras_$backend" keras_mlp.py
  proves model.onnx --min-top1 0.99 --max-rel-rms 1e-3
done

snippet lightgbm lightgbm_trees.py
proves model.onnx
