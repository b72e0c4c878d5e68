# Arguments above the first FROM belong to the FROM lines. Change one without editing the file:
#   docker build --build-arg GO_VERSION=1.25 --build-arg APP_VERSION=2.4.0 .
ARG GO_VERSION=1.26
ARG APP_VERSION=dev

FROM golang:${GO_VERSION}-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .

# A stage sees such an argument only after it asks for it by name. Ask late: a new value runs the
# steps below this line again, and those above stay CACHED.
ARG APP_VERSION
RUN go build -ldflags "-X main.version=${APP_VERSION}" -o /out/hello .

FROM alpine:3.24 AS production
COPY --from=build /out/hello /usr/local/bin/hello

# Each stage asks for itself: an ARG does not travel with COPY --from.
ARG APP_VERSION
LABEL org.opencontainers.image.version="${APP_VERSION}"
USER nobody
ENTRYPOINT ["hello"]
