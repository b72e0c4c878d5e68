FROM node:24-alpine AS build
WORKDIR /app

# First what changes rarely. While these two files stay the same, the next step is CACHED.
COPY package.json package-lock.json ./

# The cache mount keeps npm's downloads between builds. It is no part of any layer, so a changed
# list of packages downloads only what is new.
RUN --mount=type=cache,target=/root/.npm npm ci

# Then what changes often. An edit of the source runs the build from here on, never from the top.
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:24-alpine AS production
WORKDIR /app
ENV NODE_ENV=production

# The same order again: packages, which stay for weeks, below the program, which changes daily.
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/package.json ./
COPY --from=build /app/dist ./dist
USER node
CMD ["node", "dist/server.js"]
