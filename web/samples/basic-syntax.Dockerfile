# Each FROM starts a stage, and AS gives it a name.
FROM node:24-alpine AS build

# Paths below are relative to this folder.
WORKDIR /site

# COPY without --from reads the build context: the folder that you call docker build in.
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

# The last stage is the image that you get, unless --target names another one.
FROM nginx:1.31.3-alpine

# COPY --from reads another stage. Only the finished pages cross; Node.js stays behind.
COPY --from=build /site/dist /usr/share/nginx/html

# No CMD is needed: the stage inherits the one of its base image, which starts nginx.
EXPOSE 80
