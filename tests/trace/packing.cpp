#include "tests/trace/packing.hpp"

#include <boost/iostreams/device/back_inserter.hpp>
#include <boost/iostreams/filter/gzip.hpp>
#include <boost/iostreams/filter/lzma.hpp>
#include <boost/iostreams/filter/zstd.hpp>
#include <boost/iostreams/filtering_stream.hpp>

namespace twostep::tests {

std::string packed(const std::string& text, const std::string& kind) {
  namespace io = boost::iostreams;
  std::string bytes;
  {
    io::filtering_ostream stream;
    if (kind == "gz") stream.push(io::gzip_compressor());
    if (kind == "xz") stream.push(io::lzma_compressor());
    if (kind == "zst") stream.push(io::zstd_compressor());
    stream.push(io::back_inserter(bytes));
    stream << text;
  }
  return bytes;
}

}  // namespace twostep::tests
