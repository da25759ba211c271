# Two images of one bot: the last, which is made unless another is named, never has the rights of root; the one
# before it (--target for-owned-volumes) is for platforms whose volumes belong to root: it hands /data over first.
#   docker build -t aide-memoire . && docker run --read-only --tmpfs /tmp -v aide:/data -e TELEGRAM_BOT_TOKEN aide-memoire
# No VOLUME here: Railway refuses files that have one. What is to outlive the container is all under /data.

FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /source
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends binutils && rm -rf /var/lib/apt/lists/*
COPY requirements.lock ./
# A quarter of what is installed is what debuggers read. Libraries packed beside a wheel (*.libs) are left alone:
# their tables were moved already, and stripping breaks them.
RUN python -m venv /opt/aide-memoire \
    && /opt/aide-memoire/bin/pip install --require-hashes -r requirements.lock \
    && find /opt/aide-memoire -name '*.so' -not -path '*.libs/*' -exec strip --strip-unneeded {} +
COPY . .
RUN /opt/aide-memoire/bin/pip install --no-deps --no-build-isolation .

FROM python:3.11-slim-bookworm AS program
RUN useradd --system --user-group --uid 10001 --no-create-home --home-dir /data aide \
    && install --directory --owner=aide --group=aide --mode=700 /data
COPY --from=build /opt/aide-memoire /opt/aide-memoire
# From / the default of DATABASE_URL is /data/aide.db, and CORPUS_DIR's is /seeds, where a folder may be mounted.
WORKDIR /
ENV PATH=/opt/aide-memoire/bin:$PATH HOME=/data PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
HEALTHCHECK --interval=60s --timeout=30s --start-period=300s --retries=3 CMD ["aide-memoire", "status", "--check"]
STOPSIGNAL SIGTERM
CMD ["aide-memoire", "run"]

FROM program AS for-owned-volumes
# hadolint ignore=DL3002
USER 0
ENTRYPOINT ["/bin/sh", "-c", "chown aide:aide /data && exec setpriv --reuid=aide --regid=aide --clear-groups --no-new-privs \"$@\"", "start"]
CMD ["aide-memoire", "run"]

FROM program
USER 10001
