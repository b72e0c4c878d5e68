# This image works, and is much larger than it has to be. Where do the bytes come from?
FROM node:22 AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build

# The full image once more. What of it does a finished program use?
FROM node:22 AS production

# A tool for one health check: what else does this step leave in its layer?
RUN apt-get update && apt-get install -y curl

# All of it: source, tests and the packages that only the build needed.
WORKDIR /app
COPY --from=build /app /app

# A layer never shrinks the one below. This hides the files, and their bytes are still sent.
RUN rm -rf src test

# Changing the owner of a file stores the file again.
RUN chown -R node:node /app

USER node
EXPOSE 3000
CMD ["node", "dist/server.js"]
