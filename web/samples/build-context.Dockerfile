FROM python:3.12-slim AS build
RUN python -m venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt

FROM python:3.12-slim AS production
COPY --from=build /opt/venv /opt/venv
ENV PATH="/opt/venv/bin:$PATH"
WORKDIR /srv

# The help page of this program shows its README. But look at what .dockerignore says.
COPY README.md ./

# A dot means the whole build context: every file that .dockerignore does not keep out. Without that
# file it would bring along your Git history, your own .venv and the passwords in .env.
COPY . .

RUN useradd --create-home notes
USER notes
EXPOSE 8000
CMD ["python", "-m", "notes"]
