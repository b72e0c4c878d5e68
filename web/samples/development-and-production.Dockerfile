# base is what both images share. It is written once, built once and cached once.
FROM python:3.12-slim AS base
WORKDIR /srv
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

# development adds the tools of a working day: tests, a debugger and a server that reloads.
FROM base AS development
COPY requirements-dev.txt .
RUN pip install --no-cache-dir -r requirements-dev.txt
COPY . .
EXPOSE 5000
CMD ["flask", "--app", "shop", "run", "--host", "0.0.0.0", "--debug"]

# production starts from base too, so nothing of the stage above can reach it. It comes last, and
# so it is what "docker build ." gives to someone who does not know the targets.
FROM base AS production
RUN useradd --create-home shop
COPY shop ./shop
USER shop
EXPOSE 8000
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "shop:create_app()"]
