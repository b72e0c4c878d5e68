# This file builds, and every build takes as long as the first one. Which lines are to blame?
FROM python:3.12 AS build

# A new value with every commit, asked for at the very top.
ARG REVISION=unknown
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"

# One edited line of source, and the packages below are installed again.
WORKDIR /src
COPY . .
RUN pip install --no-cache-dir -r requirements.txt

FROM python:3.12-slim AS production
WORKDIR /srv
COPY reports ./reports

# Below the source, so this runs after every edit too. And the first step may come from the cache,
# with a list of packages that is weeks old, when the second one does not.
RUN apt-get update
RUN apt-get install -y --no-install-recommends libpq5

COPY --from=build /opt/venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
USER nobody
CMD ["python", "-m", "reports"]
