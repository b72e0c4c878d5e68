# source is where all the others start.
FROM rust:1.98.1-slim AS source
WORKDIR /src
COPY . .

# test is for the pipeline: docker build --target test .
FROM source AS test
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo test --locked

# build keeps its work in a cache mount, which is in no layer; hence the cp in the same step.
FROM source AS build
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked && cp target/release/tally /usr/local/bin/tally

# binary is one file, to write to your disk: docker build --target binary --output out .
FROM scratch AS binary
COPY --from=build /usr/local/bin/tally /

# production is the image of the program, and the target when none is named: docker build -t tally .
FROM debian:trixie-slim AS production
COPY --from=build /usr/local/bin/tally /usr/local/bin/tally
USER nobody
ENTRYPOINT ["tally"]
