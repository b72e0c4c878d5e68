# dependencies holds every package, those of the build included.
FROM node:24-alpine AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci

# build continues where the stage named dependencies ends.
FROM dependencies AS build
COPY . .
RUN npm run build

# production-dependencies needs nothing of the two above, so it runs beside them.
FROM node:24-alpine AS production-dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

# production reads like a list of its parts. With numbers, --from=1 and --from=2, it would not,
# and a new stage above would quietly change what they mean.
FROM node:24-alpine AS production
WORKDIR /app
ENV NODE_ENV=production
COPY --from=production-dependencies /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json ./
USER node
EXPOSE 3000
CMD ["node", "dist/server.js"]
