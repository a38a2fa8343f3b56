//! Scripts in encodings that cannot be read byte by byte.

use std::io::{self, Read};

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};

use super::input::Input;

/// Whether parts of its characters look like quotes or backslashes.
pub(super) fn unsafe_bytes(encoding: &'static Encoding) -> bool {
    !encoding.is_ascii_compatible()
        || [encoding_rs::SHIFT_JIS, encoding_rs::GBK, encoding_rs::GB18030, encoding_rs::BIG5].contains(&encoding)
}

/// The bytes of a script; as UTF-8 where they are in an encoding that cannot be read byte by byte.
pub(super) fn decoded(source: Box<dyn Read + Send>, named: Option<&'static Encoding>) -> io::Result<(Input, bool)> {
    let mut input = Input::new(source);
    let marked = Encoding::for_bom(input.peek(4)?);
    let encoding = match marked {
        Some((encoding, mark)) if encoding == UTF_8 => {
            input.skip(mark);
            return Ok((input, false));
        }
        Some((encoding, mark)) => {
            input.skip(mark);
            encoding
        }
        None => match named.filter(|encoding| unsafe_bytes(encoding)) {
            Some(encoding) => encoding,
            None => return Ok((input, false)),
        },
    };
    let decoder = encoding.new_decoder_without_bom_handling();
    Ok((Input::new(Box::new(Decoded { input, decoder, ended: false })), true))
}

/// A source in another encoding, as UTF-8.
struct Decoded {
    input: Input,
    decoder: Decoder,
    ended: bool,
}

impl Read for Decoded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.ended {
                return Ok(0);
            }
            let rest = self.input.rest()?;
            let last = rest.is_empty();
            let (result, used, written, broken) = self.decoder.decode_to_utf8(rest, buffer, last);
            self.input.skip(used);
            if broken {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "it has bytes that are not text in its encoding",
                ));
            }
            self.ended = last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
    }
}
