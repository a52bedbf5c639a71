package dev.millwright.files.internal;

import java.net.URI;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * A store in a bucket where one is named, whether new files go there or not: those that lie there are read either way. Its credentials are
 * only handed on to the client.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(S3Configuration.BucketNamed.class)
class S3Configuration {

    private static final String BUCKET = "millwright.files.s3.bucket";
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration WAITING = Duration.ofSeconds(30);
    private static final Duration WHOLE = Duration.ofMinutes(5);

    /** An empty setting is none. */
    static final class BucketNamed implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty(BUCKET));
        }
    }

    /** Stores that are not Amazon's know neither its newer checksums nor bodies in signed chunks. */
    @Bean
    S3Client s3Client(
            @Value("${millwright.files.s3.region:us-east-1}") String region,
            @Value("${millwright.files.s3.endpoint:}") String endpoint,
            @Value("${millwright.files.s3.path-style:true}") boolean pathStyle,
            @Value("${millwright.files.s3.access-key:}") String accessKey,
            @Value("${millwright.files.s3.secret-key:}") String secretKey) {
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials(accessKey, secretKey))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
                .overrideConfiguration(settings -> settings.apiCallTimeout(WHOLE))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(WAITING));
        if (!endpoint.isBlank()) {
            builder.endpointOverride(URI.create(endpoint.strip())).forcePathStyle(pathStyle);
        }
        return builder.build();
    }

    /** Without keys of its own, from where programs in Amazon's cloud have theirs: the environment, or the machine's role. */
    private static AwsCredentialsProvider credentials(String accessKey, String secretKey) {
        if (accessKey.isBlank() != secretKey.isBlank()) {
            throw new IllegalArgumentException(
                    "millwright.files.s3.access-key and millwright.files.s3.secret-key are set together or not at all");
        }
        return accessKey.isBlank()
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey.strip(), secretKey.strip()));
    }

    @Bean
    S3FileStore s3FileStore(
            S3Client client,
            @Value("${" + BUCKET + "}") String bucket,
            @Value("${millwright.files.s3.prefix:}") String prefix) {
        return new S3FileStore(client, bucket.strip(), prefix.strip());
    }
}
