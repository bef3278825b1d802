FROM python:3.11-slim-bookworm AS build
WORKDIR /app
RUN python -m venv /venv
COPY requirements.lock ./
RUN /venv/bin/pip install --no-cache-dir --require-hashes --no-deps -r requirements.lock
COPY pyproject.toml requirements.in LICENSE NOTICE ./
COPY bot ./bot
COPY handlers ./handlers
COPY domain ./domain
COPY integrations ./integrations
COPY admin_web ./admin_web
COPY migrations ./migrations
COPY locales ./locales
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation --editable . \
    && /venv/bin/python -m bot.dev.messages --compile

FROM python:3.11-slim-bookworm
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /app --no-create-home hawker \
    && install --directory --owner hawker --mode 0700 /data
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HAWKER_HOST=0.0.0.0 \
    HAWKER_PORT=8080 \
    HAWKER_PUBLIC_URL=http://localhost:8080 \
    HAWKER_DATA_DIR=/data \
    HAWKER_LOG_JSON=true
USER hawker
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=4s --start-period=20s \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8080/healthz', timeout=3)"]
CMD ["hawker", "run"]
