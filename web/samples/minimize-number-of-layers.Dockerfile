# wheels compiles the packages. Nothing of this stage ships, so its layers cost no one anything.
FROM python:3.12-slim AS wheels
RUN apt-get update \
    && apt-get install -y --no-install-recommends build-essential libpq-dev \
    && rm -rf /var/lib/apt/lists/*
COPY requirements.txt .
RUN pip wheel --no-cache-dir --wheel-dir /wheels -r requirements.txt

# production counts: every RUN and COPY below adds a layer to the image.
FROM python:3.12-slim AS production

# Install and clean up in one step. A later RUN could hide the package lists, not remove them.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpq5 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home app

# The mount lends the wheels to this one step. A COPY would keep them in a layer of their own.
RUN --mount=type=bind,from=wheels,source=/wheels,target=/wheels \
    pip install --no-cache-dir --no-index /wheels/*.whl

WORKDIR /home/app
COPY src .
USER app
CMD ["python", "-m", "orders"]
