#!/usr/bin/env bash
# A warehouse's labels, read by four libraries: a shelf, a slip and an article that one of them reads are not in the list that another
# one made.
#
# Versions: zxing-wasm 3.1.6, @undecaf/zbar-wasm 0.11.0, @zxing/library 0.21.3, bwip-js 4.11.4 (draws the labels), pngjs 7.0.0 from the npm
# registry; github.com/makiuchi-d/gozxing v0.1.1 from the Go module proxy.
# Behaviour: CODE39 has letters, digits and - . $ / + %. zxing-wasm takes one of $ / + % with a letter after it for the escape of another
# character, as CODE39's extension has it: the shelf 01/A-03 is 01!-03. NW-7 (Codabar) has a letter at each end; gozxing drops them, the
# others keep them. An article number of 13 digits that starts with 0 (EAN-13) is for @zxing/library one of 12 (UPC-A). @zxing/library
# reads NW-7 only when asked for it.
# Seen: kind and text of the label, what was read
#   code39 01/A-03: zxing-wasm 01!-03, zbar 01/A-03, @zxing/library 01/A-03, gozxing 01/A-03
#   rationalizedCodabar A0001234B: zxing-wasm A0001234B, zbar A0001234B, @zxing/library nothing, gozxing 0001234
#   ean13 0123456789012: zxing-wasm 0123456789012, zbar 0123456789012, @zxing/library 123456789012, gozxing 0123456789012
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . zxing-wasm@3.1.6 @undecaf/zbar-wasm@0.11.0 @zxing/library@0.21.3 bwip-js@4.11.4 pngjs@7.0.0 >/dev/null
cat >look.mjs <<'JS'
import fs from 'fs';
import bwip from 'bwip-js';
import {PNG} from 'pngjs';
import * as zbar from '@undecaf/zbar-wasm';
import zxing from '@zxing/library';
import {prepareZXingModule, readBarcodes} from 'zxing-wasm/reader';

// The module is read from the package; by itself the library would fetch it.
const module = fs.readFileSync('node_modules/zxing-wasm/dist/reader/zxing_reader.wasm');
prepareZXingModule({overrides: {wasmBinary: module.buffer.slice(module.byteOffset, module.byteOffset + module.byteLength)}});

const withZxing = ({data, width, height}) => {
  const grey = Uint8ClampedArray.from({length: width * height}, (_, i) => data[4 * i]);
  const source = new zxing.RGBLuminanceSource(grey, width, height);
  try {
    return new zxing.MultiFormatReader().decode(new zxing.BinaryBitmap(new zxing.HybridBinarizer(source))).getText();
  } catch (e) {
    if (!(e instanceof zxing.NotFoundException)) throw e;
    return 'nothing';
  }
};
const labels = [['code39', '01/A-03'], ['rationalizedCodabar', 'A0001234B'], ['ean13', '0123456789012']];
for (const [i, [kind, text]] of labels.entries()) {
  const file = await bwip.toBuffer({bcid: kind, text, scale: 3, height: 12, padding: 10, backgroundcolor: 'FFFFFF'});
  fs.writeFileSync(`${i}.png`, file);
  const picture = PNG.sync.read(file);
  const read = {
    'zxing-wasm': (await readBarcodes(new Uint8Array(file))).map((r) => r.text),
    zbar: (await zbar.scanRGBABuffer(new Uint8Array(picture.data).buffer, picture.width, picture.height)).map((r) => r.decode()),
    '@zxing/library': withZxing(picture),
  };
  console.log(`${kind} ${text}: ${Object.entries(read).map(([who, what]) => `${who} ${what}`).join(', ')}`);
}
JS
cat >go.mod <<'MOD'
module look

go 1.24

require github.com/makiuchi-d/gozxing v0.1.1
MOD
cat >main.go <<'GO'
package main

import (
	"fmt"
	"image/png"
	"os"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/oned"
)

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func main() {
	for i, reader := range []gozxing.Reader{oned.NewCode39Reader(), oned.NewCodaBarReader(), oned.NewMultiFormatUPCEANReader(nil)} {
		picture := must(png.Decode(must(os.Open(fmt.Sprintf("%d.png", i)))))
		label := must(reader.Decode(must(gozxing.NewBinaryBitmapFromImage(picture)), nil))
		fmt.Println(", gozxing", label.GetText())
	}
}
GO
node look.mjs >npm
GOFLAGS=-mod=mod go mod tidy >/dev/null 2>&1
go run . >gozxing
paste -d '' npm gozxing | tee seen
diff - seen <<'SEEN'
code39 01/A-03: zxing-wasm 01!-03, zbar 01/A-03, @zxing/library 01/A-03, gozxing 01/A-03
rationalizedCodabar A0001234B: zxing-wasm A0001234B, zbar A0001234B, @zxing/library nothing, gozxing 0001234
ean13 0123456789012: zxing-wasm 0123456789012, zbar 0123456789012, @zxing/library 123456789012, gozxing 0123456789012
SEEN
