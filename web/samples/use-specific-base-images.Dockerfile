# build names a version of Go and a release of Debian. "golang:latest" would name neither, and a
# build of today and one of next month would differ without any change of yours.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .

# This program uses SQLite through C, so it is linked with the C library of Debian bookworm.
RUN CGO_ENABLED=1 go build -o /out/ledger ./cmd/ledger

# production is the same Debian release in its slim variant. On an older one, or on Alpine with its
# other C library, the program might not start. To pin even the bytes, add a digest: @sha256:…
FROM debian:bookworm-slim AS production
COPY --from=build /out/ledger /usr/local/bin/ledger
RUN useradd --system --create-home ledger
USER ledger
WORKDIR /home/ledger
ENTRYPOINT ["ledger"]
