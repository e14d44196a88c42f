// The style and the script of a page, as the build compiled page.css and page.js in, with their SHA-256 in hexadecimal.
#pragma once

namespace twostep::page {

[[nodiscard]] const char* embedded_style();
[[nodiscard]] const char* embedded_style_hash();
[[nodiscard]] const char* embedded_drawing();
[[nodiscard]] const char* embedded_drawing_hash();

}  // namespace twostep::page
