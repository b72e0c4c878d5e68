# dependencies downloads, and does nothing else.
FROM eclipse-temurin:21-jdk-alpine-3.23 AS dependencies
WORKDIR /app
COPY .mvn .mvn
COPY mvnw pom.xml ./
RUN ./mvnw --batch-mode dependency:go-offline

# build compiles and packs the program.
FROM dependencies AS build
COPY src src
RUN ./mvnw --batch-mode package -DskipTests

# test runs only when asked for: docker build --target test .
FROM build AS test
RUN ./mvnw --batch-mode verify

# runtime makes a Java of just the modules that the program uses.
FROM eclipse-temurin:21-jdk-alpine-3.23 AS runtime
RUN jlink --add-modules java.base,java.logging,java.net.http,java.sql,jdk.crypto.ec \
    --strip-java-debug-attributes --no-man-pages --no-header-files --compress=zip-6 \
    --output /opt/java

# production puts the two results together. It has neither Maven nor a compiler.
FROM alpine:3.23 AS production
RUN adduser -D -H app
COPY --from=runtime /opt/java /opt/java
COPY --from=build /app/target/app.jar /app/app.jar
USER app
EXPOSE 8080
ENTRYPOINT ["/opt/java/bin/java", "-jar", "/app/app.jar"]
