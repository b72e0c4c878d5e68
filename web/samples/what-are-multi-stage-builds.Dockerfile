# build has the Go compiler. It makes one file that we want, and many that we do not.
FROM golang:1.26 AS build
WORKDIR /src

# The list of modules changes rarely, so it is copied and downloaded before the source.
COPY go.mod go.sum ./
RUN go mod download

COPY . .
# Without C code the program needs nothing but the kernel, so it runs on any Linux image.
RUN CGO_ENABLED=0 go build -o /out/server ./cmd/server

# production starts from an empty-handed base: no compiler, no source, no module cache.
FROM alpine:3.24 AS production

# The only thing that crosses from one stage to the other.
COPY --from=build /out/server /usr/local/bin/server

USER nobody
EXPOSE 8080
ENTRYPOINT ["/usr/local/bin/server"]
