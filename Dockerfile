# syntax=docker/dockerfile:1

# NODE and the two below are tags of base images, with the digests that they had.
ARG NODE=24-trixie-slim@sha256:50c3b2f6988dfc307b86e5301d69611af31f4789bdf232863b07d3b02fe55ae0
ARG RUST=1.98.1-slim-trixie@sha256:f47a8de237dcbb0b0ce1099901e60a89728e3d51f24e664b40e947171538ade7
ARG CADDY=2.11.4-alpine@sha256:ad27e531c8b286ff153c0e6e16587a1583e4111bb58c4d83bd73d6d3ef0a0ce1

# packages installs what bundles the page. Nothing of Rust waits for it.
FROM node:${NODE} AS packages
WORKDIR /src/web/bridge
COPY web/bridge/package.json web/bridge/package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci --no-audit --no-fund

# build makes WebAssembly of the engine, and the site of all.
FROM rust:${RUST} AS build
RUN rustup target add wasm32-unknown-unknown
WORKDIR /src
COPY --from=packages /usr/local/bin/node /usr/local/bin/node
COPY --from=packages /src/web/bridge/node_modules web/bridge/node_modules
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo xtask dist

# docker build -t stagescope . && docker run -p 8080:8080 stagescope
# site sends the files as they were packed, with the headers that they should have.
FROM caddy:${CADDY} AS site
LABEL org.opencontainers.image.title="Stagescope" \
      org.opencontainers.image.licenses="MIT OR Apache-2.0"
COPY docs/hosting/Caddyfile /etc/caddy/Caddyfile
COPY --from=build /src/dist/site /srv/stagescope
USER 65532:65532
EXPOSE 8080
HEALTHCHECK CMD ["wget", "--quiet", "--spider", "http://127.0.0.1:8080/"]
CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile"]
