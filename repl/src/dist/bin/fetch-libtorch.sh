# Sourced by the launcher of the thin archive: brings libtorch's jars for this system into the folder lib.
# They come from Maven Central, or the mirror that DDPM_MAVEN names, and are checked against its checksums.

fetch_libtorch() {
  local lib=$1 platform url name sum
  case "$(uname -s)-$(uname -m)" in
    Linux-x86_64) platform=linux-x86_64 ;;
    Darwin-arm64) platform=macosx-arm64 ;;
    Darwin-x86_64) platform=macosx-x86_64 ;;
    *)
      echo "error: there is no libtorch for $(uname -s) $(uname -m), expected Linux x86_64 or macOS" >&2
      exit 2 ;;
  esac
  while read -r group artifact version; do
    name=$artifact-$version-$platform.jar
    [ -e "$lib/$name" ] && continue
    url=${DDPM_MAVEN:-https://repo1.maven.org/maven2}/$group/$artifact/$version/$name
    echo "Fetching $name (once)..." >&2
    if ! curl -fL --progress-bar -o "$lib/$name.part" "$url" || ! sum=$(curl -fsSL "$url.sha1"); then
      rm -f "$lib/$name.part"
      echo "error: cannot fetch $url" >&2
      exit 2
    fi
    if [ "${sum%% *}" != "$(sha1 "$lib/$name.part")" ]; then
      rm -f "$lib/$name.part"
      echo "error: $url came damaged: its SHA-1 is not the one in $name.sha1" >&2
      exit 2
    fi
    mv "$lib/$name.part" "$lib/$name"
  done <"$lib/libtorch.txt"
}

sha1() {
  if command -v sha1sum >/dev/null 2>&1; then sha1sum "$1"; else shasum "$1"; fi | cut -d' ' -f1
}
