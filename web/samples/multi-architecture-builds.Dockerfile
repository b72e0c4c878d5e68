# build runs on the machine that builds, whatever the image is for: a cross-compiler is fast, and
# an emulated processor is not.
FROM --platform=$BUILDPLATFORM golang:1.26-alpine AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .

# Filled in from --platform. They stand below the download, which all platforms then share.
ARG TARGETOS
ARG TARGETARCH

# Without these two the program would be one for the machine that builds.
RUN CGO_ENABLED=0 GOOS=$TARGETOS GOARCH=$TARGETARCH go build -o /out/agent ./cmd/agent

# production has no --platform, so its base image is one for the platform that you ask for. Nothing
# runs in it, so no emulator is needed.
FROM alpine:3.24 AS production
COPY --from=build /out/agent /usr/local/bin/agent
USER nobody
ENTRYPOINT ["agent"]
