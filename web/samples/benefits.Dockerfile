# before is the whole image in one stage. It works, and it ships the compiler, the source and
# every intermediate file together with the program.
FROM rust:1.98.1-slim AS before
WORKDIR /src
COPY . .
RUN cargo build --release --locked
CMD ["/src/target/release/quotes"]

# after takes the finished program out of the stage above and leaves the rest behind. Both images
# are Debian trixie, so the C library that the program was linked with is there as well.
FROM debian:trixie-slim AS after
COPY --from=before /src/target/release/quotes /usr/local/bin/quotes

# What is not in the image cannot be attacked, and a user without rights can do little harm.
USER nobody
CMD ["quotes"]
