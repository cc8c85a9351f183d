# Muster, as it runs: sources, templates, runbooks and the packages that they import. Nothing else.
# docker build -t muster .    docker run --env-file .env -v muster:/muster/data muster

FROM node:22-slim AS build
WORKDIR /muster
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --workspaces=false
COPY prisma prisma
COPY prisma.config.ts tsconfig.json ./
COPY scripts/generate-client.mjs scripts/slim-modules.mjs scripts/
COPY src src
# Prisma's client is made where Prisma is; then everything goes that only making, checking and testing needs.
RUN node scripts/generate-client.mjs
RUN node scripts/slim-modules.mjs

FROM node:22-slim
ENV NODE_ENV=production
# Only for probes from outside and Slack's HTTP; in Socket Mode nothing else has to get in.
ENV HOST=0.0.0.0
ENV DATA_FOLDER=/muster/data
WORKDIR /muster
COPY --from=build /muster/node_modules node_modules
COPY --from=build /muster/src src
COPY package.json manifest.yaml LICENSE ./
COPY bin bin
COPY prisma/migrations prisma/migrations
COPY runbooks runbooks
COPY templates templates
# The user "node" of the image, as a number, so that a cluster can see that it is not root.
RUN mkdir data && chown 1000:1000 data
USER 1000:1000
# The embedded database. With DATABASE_URL it stays empty.
VOLUME /muster/data
EXPOSE 3000
# Whether the process lives. Not /readyz: Slack being away is no reason to start it anew.
HEALTHCHECK --interval=10s --timeout=6s --start-period=30s --retries=3 CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself, so that SIGTERM reaches it: what runs is finished, within 10 s.
CMD ["node", "--import", "tsx", "src/main.ts"]
