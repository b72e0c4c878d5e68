# builder is the full Python image: it has the compilers that some packages need to install.
FROM python:3.12 AS builder

# A virtual environment keeps all that pip installs in one folder, which is easy to copy later.
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"

WORKDIR /src
# Only the list of packages, not the source: editing the program does not install them again.
COPY requirements.txt .
# When the list does change, the cache mount spares a new download of the rest.
RUN --mount=type=cache,target=/root/.cache/pip pip install -r requirements.txt

# production is the same Python without the compilers. Everything above stays behind…
FROM python:3.12-slim AS production

# …except this folder. Scripts in it name their own path, so it must stay at /opt/venv.
COPY --from=builder /opt/venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"

# A web server has no need to be root.
RUN useradd --create-home web
WORKDIR /home/web
USER web

# The program itself comes last, because it changes most often.
COPY --chown=web:web app ./app
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app:app"]
