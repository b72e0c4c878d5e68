# SITE is live or maintenance. It chooses a stage, so no shell has to decide anything.
ARG SITE=live

# site-live is the real thing, and takes a while.
FROM node:24-alpine AS site-live
WORKDIR /site
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

# site-maintenance is one page that says "back soon".
FROM alpine:3.24 AS site-maintenance
WORKDIR /site/dist
RUN echo '<!doctype html><title>Back soon</title><h1>Back soon</h1>' > index.html

# site is one of the two above. The other one is not built at all.
FROM site-${SITE} AS site

# production cannot write COPY --from=site-${SITE}, because --from takes no variables. The name of
# the stage above stands in for it.
FROM nginx:1.31.3-alpine AS production
COPY --from=site /site/dist /usr/share/nginx/html
EXPOSE 80
