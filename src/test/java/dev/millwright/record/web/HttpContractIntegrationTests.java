package dev.millwright.record.web;

import static dev.millwright.record.internal.Gate.field;
import static dev.millwright.record.internal.Gate.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;

import dev.millwright.app.Action;
import dev.millwright.app.AppProfile;
import dev.millwright.app.AppRights;
import dev.millwright.app.Apps;
import dev.millwright.app.Drafts;
import dev.millwright.app.Publishing;
import dev.millwright.app.ReleaseRequest;
import dev.millwright.app.Rights;
import dev.millwright.extension.DefinitionCodec;
import dev.millwright.form.FieldDefinition;
import dev.millwright.form.FormDefinition;
import dev.millwright.form.RowDefinition;
import dev.millwright.form.SectionDefinition;
import dev.millwright.identity.Principal;
import dev.millwright.identity.Role;
import dev.millwright.record.FormRef;
import dev.millwright.record.RecordData;
import dev.millwright.record.Records;
import dev.millwright.record.Via;
import dev.millwright.shared.Ids;
import dev.millwright.testing.IntegrationTest;
import dev.millwright.testing.TestPeople;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every row of the HTTP contract, for every role and without a token, and what comes of calls that mean no good. */
@IntegrationTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpContractIntegrationTests {

    private static final AtomicInteger COUNTER = new AtomicInteger();
    private static final List<String> ROLES = List.of("admin", "dana", "sam", "mia", "nobody");

    private final Apps apps;
    private final AppRights rights;
    private final Drafts drafts;
    private final Publishing publishing;
    private final Records records;
    private final DefinitionCodec codec;
    private final MockMvc mvc;

    private String shop = "";
    private String hidden = "";

    @Autowired
    HttpContractIntegrationTests(
            WebApplicationContext context,
            Apps apps,
            AppRights rights,
            Drafts drafts,
            Publishing publishing,
            Records records,
            DefinitionCodec codec) {
        this.mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        this.apps = apps;
        this.rights = rights;
        this.drafts = drafts;
        this.publishing = publishing;
        this.records = records;
        this.codec = codec;
    }

    @BeforeAll
    void publish() {
        TestPeople.as(TestPeople.DANA);
        shop = app("shop");
        Principal staff = Principal.role(Role.STAFF);
        Principal manager = Principal.role(Role.MANAGER);
        rights.save(
                shop,
                new Rights(
                        List.of(Principal.person(TestPeople.DANA.id())),
                        List.of(),
                        List.of(staff, manager),
                        Map.of(
                                staff, Map.of(Rights.ANY_FORM, Set.of(Action.SEE, Action.CREATE, Action.CHANGE)),
                                manager, Map.of(Rights.ANY_FORM, Set.of(Action.SEE)))),
                rights.of(shop).version());
        hidden = app("hidden");
        TestPeople.nobody();
    }

    @AfterEach
    void signOut() {
        TestPeople.nobody();
    }

    private String app(String name) {
        String key = "http_" + name + COUNTER.incrementAndGet();
        apps.create(key, AppProfile.labelled(key));
        drafts.save(
                key,
                FormDefinition.KIND,
                codec.write(form(
                        "part",
                        field("name", "text", "{}", "required"),
                        field("serial", "text", "{}", "unique"),
                        field("price", "decimal"),
                        field("amount", "integer"),
                        field("made", "date"),
                        field("checked_at", "date-time"),
                        field("notes", "long-text"),
                        field("inspector", "person"),
                        field("passed", "yes-no"))),
                0);
        publishing.publish(
                key,
                ReleaseRequest.all(),
                publishing.plan(key, ReleaseRequest.all()).fingerprint());
        return key;
    }

    /** The places that rows name; made anew for each call, so that calls do not see each other's work. */
    private String filled(String text) {
        String filled = text.replace("{shop}", shop).replace("{hidden}", hidden);
        TestPeople.as(TestPeople.DANA);
        if (filled.contains("{new}")) {
            filled = filled.replace("{new}", "new_" + COUNTER.incrementAndGet());
        }
        if (filled.contains("{draft}")) {
            filled = filled.replace("{draft}", codec.write(form("fresh", field("name", "text"))));
        }
        if (filled.contains("{app}")) {
            filled = filled.replace("{app}", app("own"));
        }
        if (filled.contains("{taken}")) {
            filled = filled.replace(
                    "{taken}", String.valueOf(record(shop).values().get("serial")));
        }
        if (filled.contains("{record}")) {
            filled = filled.replace("{record}", record(shop).id().toString());
        }
        if (filled.contains("{secret}")) {
            filled = filled.replace("{secret}", record(hidden).id().toString());
        }
        if (filled.contains("{binned}")) {
            filled = filled.replace("{binned}", binned().id().toString());
        }
        if (filled.contains("{conflict}")) {
            RecordData gone = binned();
            records.create(
                    part(shop), Map.of("name", "again", "serial", gone.values().get("serial")), Via.API);
            filled = filled.replace("{conflict}", gone.id().toString());
        }
        TestPeople.nobody();
        return filled;
    }

    private static FormRef part(String app) {
        return new FormRef(app, "part");
    }

    private RecordData record(String app) {
        return records.create(part(app), Map.of("name", "Bolt", "serial", "S-" + COUNTER.incrementAndGet()), Via.API);
    }

    private RecordData binned() {
        RecordData record = record(shop);
        records.delete(part(shop), record.id(), null, Via.API);
        return record;
    }

    /**
     * @param expected status for administrator, designer and owner, staff, manager, and without a token
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
                    GET    | apps                                        | -                    | -   | 200 200 200 200 401
                    POST   | apps                                        | {"label": "An app"}  | -   | 201 201 403 403 401
                    POST   | apps                                        | {"label": ""}        | -   | 422 422 403 403 401
                    POST   | apps                                        | {"label": "x", "key": "{shop}"} | - | 409 409 403 403 401
                    POST   | apps                                        | [                    | -   | 400 400 403 403 401
                    GET    | apps/{shop}                                 | -                    | -   | 200 200 200 200 401
                    GET    | apps/{hidden}                               | -                    | -   | 200 200 404 404 401
                    GET    | apps/nowhere                                | -                    | -   | 404 404 404 404 401
                    DELETE | apps/{app}                                  | -                    | -   | 403 204 404 404 401
                    DELETE | apps/{app}?records=perhaps                  | -                    | -   | 400 400 404 404 401
                    GET    | apps/{shop}/rights                          | -                    | -   | 200 200 403 403 401
                    PUT    | apps/{app}/rights                           | {"owners": ["person:dana-id"]} | - | 200 200 404 404 401
                    PUT    | apps/{app}/rights                           | {"owners": []}       | -   | 422 422 404 404 401
                    PUT    | apps/{app}/rights                           | {"owners": ["x"]}    | -   | 400 400 404 404 401
                    PUT    | apps/{shop}/rights                          | {}                   | "0" | 412 412 403 403 401
                    PUT    | apps/{shop}/rights                          | [                    | -   | 400 400 403 403 401
                    PUT    | apps/{hidden}/rights                        | [                    | -   | 400 400 404 404 401
                    GET    | apps/{shop}/package                         | -                    | -   | 403 200 403 403 401
                    GET    | apps/{app}/package?drafts=true              | -                    | -   | 403 200 404 404 401
                    GET    | apps/{hidden}/package                       | -                    | -   | 403 200 404 404 401
                    GET    | apps/{shop}/package?drafts=perhaps          | -                    | -   | 403 400 403 403 401
                    GET    | apps/nowhere/package                        | -                    | -   | 404 404 404 404 401
                    PUT    | apps/{new}/package                          | no zip               | -   | 422 422 403 403 401
                    PUT    | apps/{hidden}/package                       | no zip               | -   | 403 422 403 403 401
                    PUT    | apps/{shop}/package                         | no zip               | -   | 403 422 403 403 401
                    PUT    | apps/{shop}/package?overwrite=perhaps       | no zip               | -   | 403 400 403 403 401
                    GET    | apps/{shop}/drafts                          | -                    | -   | 403 200 403 403 401
                    GET    | apps/{shop}/drafts/form/part                | -                    | -   | 403 200 403 403 401
                    GET    | apps/{shop}/drafts/form/nothing             | -                    | -   | 403 404 403 403 401
                    GET    | apps/{shop}/drafts/nothing/part             | -                    | -   | 403 404 403 403 401
                    GET    | apps/{hidden}/drafts                        | -                    | -   | 403 200 404 404 401
                    GET    | apps/{hidden}/drafts/form/part              | -                    | -   | 403 200 404 404 401
                    PUT    | apps/{app}/drafts/form/new                  | {draft}              | -   | 403 201 404 404 401
                    PUT    | apps/{shop}/drafts/form/new                 | {draft}              | -   | 403 201 403 403 401
                    PUT    | apps/{app}/drafts/form/part                 | {"label": "x", "icon": "vaadin:cube", "sections": [], "retired": []} | "99" | 403 412 404 404 401
                    PUT    | apps/{app}/drafts/form/part                 | {draft}              | x   | 403 400 404 404 401
                    PUT    | apps/{app}/drafts/nothing/new               | {draft}              | -   | 403 404 404 404 401
                    DELETE | apps/{app}/drafts/form/nothing              | -                    | -   | 403 404 404 404 401
                    PUT    | apps/{app}/drafts/form/part                 | {}                   | -   | 403 400 404 404 401
                    PUT    | apps/{shop}/drafts/form/part                | [                    | -   | 403 400 403 403 401
                    PUT    | apps/{hidden}/drafts/form/part              | [                    | -   | 403 400 404 404 401
                    DELETE | apps/{app}/drafts/form/part                 | -                    | "99" | 403 412 404 404 401
                    DELETE | apps/{app}/drafts/form/part                 | -                    | -   | 403 204 404 404 401
                    POST   | apps/{shop}/releases:plan                   | {}                   | -   | 403 200 403 403 401
                    POST   | apps/{shop}/releases:plan                   | {"from": "x"}        | -   | 403 400 403 403 401
                    POST   | apps/{hidden}/releases:plan                 | [                    | -   | 403 400 404 404 401
                    POST   | apps/{shop}/releases:plan                   | {"from": 99}         | -   | 403 404 403 403 401
                    POST   | apps/{shop}/releases:plan                   | {"include": ["form/none"]} | - | 403 404 403 403 401
                    POST   | apps/{hidden}/releases:plan                 | {}                   | -   | 403 200 404 404 401
                    POST   | apps/nowhere/releases:plan                  | {}                   | -   | 404 404 404 404 401
                    POST   | apps/{shop}/releases                        | {"fingerprint": "x"} | -   | 403 409 403 403 401
                    POST   | apps/{shop}/releases                        | {}                   | -   | 403 400 403 403 401
                    POST   | apps/{hidden}/releases                      | [                    | -   | 403 400 404 404 401
                    GET    | apps/{shop}/releases                        | -                    | -   | 403 200 403 403 401
                    GET    | apps/{hidden}/releases                      | -                    | -   | 403 200 404 404 401
                    GET    | apps/{shop}/forms                           | -                    | -   | 404 200 200 200 401
                    GET    | apps/{shop}/forms/part                      | -                    | -   | 404 200 200 200 401
                    GET    | apps/{shop}/forms/nothing                   | -                    | -   | 404 404 404 404 401
                    GET    | apps/{hidden}/forms                         | -                    | -   | 404 200 404 404 401
                    GET    | apps/{hidden}/forms/part                    | -                    | -   | 404 200 404 404 401
                    GET    | apps/{shop}/forms/part/records              | -                    | -   | 404 200 200 200 401
                    GET    | apps/{shop}/forms/part/records?filter=price>1&sort=-made,name&fields=name&limit=5&count=exact | - | - | 404 200 200 200 401
                    GET    | apps/{shop}/forms/part/records?count=estimated | -                 | -   | 404 200 200 200 401
                    GET    | apps/{shop}/forms/part/records?count=all    | -                    | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records?filter=prize>1 | -                  | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records?filter=price>  | -                  | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records?sort=prize   | -                    | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records?fields=prize | -                    | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records?limit=-1     | -                    | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records?limit=many   | -                    | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records?cursor=x     | -                    | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records?deleted=true | -                    | -   | 404 200 403 403 401
                    GET    | apps/{shop}/forms/part/records?deleted=perhaps | -                 | -   | 404 400 400 400 401
                    GET    | apps/{hidden}/forms/part/records            | -                    | -   | 404 200 404 404 401
                    GET    | apps/{shop}/forms/none/records              | -                    | -   | 404 404 404 404 401
                    POST   | apps/{shop}/forms/part/records              | {"name": "Nut"}      | -   | 404 201 201 403 401
                    POST   | apps/{shop}/forms/part/records              | {"price": "dear"}    | -   | 404 422 422 403 401
                    POST   | apps/{shop}/forms/part/records              | {"nmae": "Nut"}      | -   | 404 400 400 403 401
                    POST   | apps/{shop}/forms/part/records              | no json              | -   | 404 400 400 403 401
                    POST   | apps/{shop}/forms/part/records              | -                    | -   | 404 400 400 403 401
                    POST   | apps/{hidden}/forms/part/records            | [                    | -   | 404 400 404 404 401
                    PATCH  | apps/{hidden}/forms/part/records/{secret}   | -                    | -   | 404 400 404 404 401
                    POST   | apps/{shop}/forms/part/records              | {"name": "x", "serial": "{taken}"} | - | 404 409 409 403 401
                    POST   | apps/{shop}/forms/part/records              | {"serial": "{taken}"} | -  | 404 422 422 403 401
                    GET    | apps/{shop}/forms/part/records/{record}     | -                    | -   | 404 200 200 200 401
                    GET    | apps/{shop}/forms/part/records/{record}?fields=name | -            | -   | 404 200 200 200 401
                    GET    | apps/{shop}/forms/part/records/{binned}     | -                    | -   | 404 200 404 404 401
                    GET    | apps/{shop}/forms/part/records/{secret}     | -                    | -   | 404 404 404 404 401
                    GET    | apps/{shop}/forms/part/records/nothing      | -                    | -   | 404 404 404 404 401
                    GET    | apps/{hidden}/forms/part/records/{secret}   | -                    | -   | 404 200 404 404 401
                    PATCH  | apps/{shop}/forms/part/records/{record}     | {"name": "Nut"}      | -   | 404 200 200 403 401
                    PATCH  | apps/{shop}/forms/part/records/{record}     | {"name": "Nut"}      | "1" | 404 200 200 403 401
                    PATCH  | apps/{shop}/forms/part/records/{record}     | {"name": "Nut"}      | "7" | 404 412 412 403 401
                    PATCH  | apps/{shop}/forms/part/records/{record}     | {"name": "Nut"}      | new | 404 400 400 403 401
                    PATCH  | apps/{shop}/forms/part/records/{record}     | {"name": null}       | -   | 404 422 422 403 401
                    PATCH  | apps/{shop}/forms/part/records/{record}     | {"serial": "{taken}"} | -  | 404 409 409 403 401
                    PATCH  | apps/{shop}/forms/part/records/{record}     | {"nmae": "Nut"}      | -   | 404 400 400 403 401
                    PATCH  | apps/{shop}/forms/part/records/{secret}     | {"name": "Nut"}      | -   | 404 404 404 403 401
                    PATCH  | apps/{shop}/forms/part/records/nothing      | {"name": "Nut"}      | -   | 404 404 404 403 401
                    PATCH  | apps/{hidden}/forms/part/records/{secret}   | {"name": "Nut"}      | -   | 404 200 404 404 401
                    PATCH  | apps/{shop}/forms/part/records/{binned}     | {"name": "Nut"}      | -   | 404 409 409 403 401
                    DELETE | apps/{shop}/forms/part/records/{binned}     | -                    | -   | 404 404 403 403 401
                    DELETE | apps/{shop}/forms/part/records/nothing      | -                    | -   | 404 404 403 403 401
                    DELETE | apps/{shop}/forms/part/records/{record}     | -                    | x   | 404 400 403 403 401
                    DELETE | apps/{hidden}/forms/part/records/{secret}   | -                    | -   | 404 204 404 404 401
                    DELETE | apps/{shop}/forms/part/records/{record}     | -                    | -   | 404 204 403 403 401
                    DELETE | apps/{shop}/forms/part/records/{record}     | -                    | "7" | 404 412 403 403 401
                    DELETE | apps/{shop}/forms/part/records/{secret}     | -                    | -   | 404 404 403 403 401
                    POST   | apps/{shop}/forms/part/records/{binned}:restore | -                | -   | 404 200 403 403 401
                    POST   | apps/{shop}/forms/part/records/{conflict}:restore | -              | -   | 404 409 403 403 401
                    POST   | apps/{shop}/forms/part/records/{secret}:restore | -                | -   | 404 404 403 403 401
                    POST   | apps/{hidden}/forms/part/records/{secret}:restore | -              | -   | 404 200 404 404 401
                    POST   | apps/{shop}/forms/part/records:batch        | {"create": [{"name": "a"}], "update": [{"id": "{record}", "name": "b"}]} | - | 404 200 200 403 401
                    POST   | apps/{shop}/forms/part/records:batch        | {"delete": ["{record}"]} | - | 404 200 403 403 401
                    POST   | apps/{shop}/forms/part/records:batch        | {"create": [{"price": 1}]} | - | 404 422 422 403 401
                    POST   | apps/{shop}/forms/part/records:batch        | {"create": [{"name": "x", "serial": "{taken}"}]} | - | 404 409 409 403 401
                    POST   | apps/{shop}/forms/part/records:batch        | {"update": [{"id": "{secret}", "name": "b"}]} | - | 404 422 422 403 401
                    POST   | apps/{shop}/forms/part/records:batch        | {"update": [{"id": "{record}", "version": 7, "name": "b"}]} | - | 404 412 412 403 401
                    POST   | apps/{shop}/forms/part/records:batch        | {"update": [{"id": "{record}", "version": "1", "name": "b"}]} | - | 404 400 400 403 401
                    POST   | apps/{shop}/forms/part/records:batch        | {"create": [{"nmae": "b"}]} | - | 404 400 400 403 401
                    POST   | apps/{shop}/forms/part/records:batch        | {"update": {}}       | -   | 404 400 400 403 401
                    POST   | apps/{shop}/forms/part/records:batch        | [                    | -   | 404 400 400 403 401
                    POST   | apps/{hidden}/forms/part/records:batch      | [                    | -   | 404 400 404 404 401
                    POST   | apps/{hidden}/forms/part/records:batch      | {"create": [{"name": "a"}]} | - | 404 200 404 404 401
                    GET    | apps/{shop}/forms/part/records:aggregate    | -                    | -   | 404 200 200 200 401
                    GET    | apps/{shop}/forms/part/records:aggregate?groupBy=month(made),name&measures=count,sum(price),avg(amount)&filter=price>1&sort=-count&limit=3 | - | - | 404 200 200 200 401
                    GET    | apps/{shop}/forms/part/records:aggregate?groupBy=prize | -         | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records:aggregate?measures=sum(name) | -    | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records:aggregate?limit=0 | -               | -   | 404 400 400 400 401
                    GET    | apps/{shop}/forms/part/records:aggregate?limit=many | -            | -   | 404 400 400 400 401
                    GET    | apps/{hidden}/forms/part/records:aggregate  | -                    | -   | 404 200 404 404 401
                    GET    | apps/{shop}/forms/part/records/{record}/history | -                | -   | 404 200 200 200 401
                    GET    | apps/{shop}/forms/part/records/{secret}/history | -                | -   | 404 404 404 404 401
                    GET    | apps/{shop}/forms/part/records/{binned}/history | -                | -   | 404 200 404 404 401
                    GET    | apps/{hidden}/forms/part/records/{secret}/history | -              | -   | 404 200 404 404 401
                    GET    | apps/{shop}/openapi.json                    | -                    | -   | 404 200 200 200 401
                    GET    | apps/{hidden}/openapi.json                  | -                    | -   | 404 200 404 404 401
                    GET    | apps/{shop}/forms/part/records:export       | -                    | -   | 404 200 403 403 401
                    GET    | apps/{shop}/forms/part/records:export?format=xlsx&filter=price>1&sort=-made&fields=name | - | - | 404 200 403 403 401
                    GET    | apps/{shop}/forms/part/records:export?format=pdf | -               | -   | 404 400 403 403 401
                    GET    | apps/{shop}/forms/part/records:export?filter=prize>1 | -           | -   | 404 400 403 403 401
                    GET    | apps/{hidden}/forms/part/records:export     | -                    | -   | 404 200 404 404 401
                    POST   | apps/{shop}/forms/part/records:import       | {}                   | -   | 415 415 415 415 401
                    POST   | apps/{shop}/forms/part/imports/nothing:undo | -                    | -   | 404 404 404 404 401
                    POST   | apps/{shop}/forms/part/imports/{record}:undo | -                   | -   | 404 404 404 403 401
                    POST   | apps/{hidden}/forms/part/imports/{record}:undo | -                 | -   | 404 404 404 404 401
                    GET    | apps/{shop}/forms/part/imports/{record}/rows | -                   | -   | 404 404 404 403 401
                    GET    | apps/{hidden}/forms/part/imports/{record}/rows | -                 | -   | 404 404 404 404 401
                    GET    | audit                                       | -                    | -   | 200 403 403 403 401
                    GET    | audit?from=2026-01-01&to=2026-12-31T08:00:00Z&person=dana-id&app={shop}&kind=design&limit=2 | - | - | 200 403 403 403 401
                    GET    | audit?kind=app.published                    | -                    | -   | 200 403 403 403 401
                    GET    | audit?kind=nothing                          | -                    | -   | 400 403 403 403 401
                    GET    | audit?from=yesterday                        | -                    | -   | 400 403 403 403 401
                    GET    | audit?limit=-1                              | -                    | -   | 400 403 403 403 401
                    GET    | audit?cursor=x                              | -                    | -   | 400 403 403 403 401
                    GET    | audit:export                                | -                    | -   | 200 403 403 403 401
                    GET    | audit:export?format=xlsx&kind=rights        | -                    | -   | 200 403 403 403 401
                    GET    | audit:export?format=pdf                     | -                    | -   | 400 403 403 403 401
                    POST   | audit                                       | {}                   | -   | 405 405 405 405 401
                    DELETE | audit                                       | -                    | -   | 405 405 405 405 401
                    GET    | jobs/nothing                                | -                    | -   | 404 404 404 404 401
                    DELETE | jobs/01954fb0-3c11-7d04-9a55-6b8f0c2e71a4   | -                    | -   | 404 404 404 404 401
                    PUT    | apps/{shop}/forms/part/records              | {}                   | -   | 405 405 405 405 401
                    GET    | nothing/here                                | -                    | -   | 404 404 404 404 401
                    """)
    void answersEachRoleAsTheContractSays(
            String method, String path, @Nullable String body, @Nullable String ifMatch, String expected)
            throws Exception {
        List<String> statuses = new ArrayList<>();
        for (String role : ROLES) {
            MockHttpServletResponse response =
                    call(role, method, filled(path), filled(body == null ? "" : body), ifMatch);
            statuses.add(String.valueOf(response.getStatus()));
            if (response.getStatus() >= 400) {
                checkProblem(response);
            }
        }
        assertThat(String.join(" ", statuses))
                .as(method + " " + path + " " + body)
                .isEqualTo(expected);
    }

    private static void checkProblem(MockHttpServletResponse response) throws Exception {
        String body = response.getContentAsString(StandardCharsets.UTF_8);
        assertThat(response.getContentType()).as(body).startsWith("application/problem+json");
        JsonNode problem = JsonMapper.shared().readTree(body);
        assertThat(problem.path("status").asInt()).isEqualTo(response.getStatus());
        assertThat(problem.path("title").asString("")).isNotBlank();
        assertThat(body)
                .doesNotContainPattern(
                        "(?i)exception|select |insert |update \\w+ set|org\\.|java\\.|at dev\\.|stackTrace|pg_");
        if (response.getStatus() == 422) {
            assertThat(problem.path("errors").size()).as(body).isPositive();
        }
    }

    @Test
    void tellsWhereAFilterWasNotUnderstoodInTheCallersLanguage() throws Exception {
        var request = MockMvcRequestBuilders.get("/api/v1/apps/" + shop + "/forms/part/records")
                .param("filter", "price > 1 AND prise < 2")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "zh-CN")
                .locale(java.util.Locale.SIMPLIFIED_CHINESE)
                .with(authentication(TestPeople.authentication(TestPeople.SAM)));
        JsonNode problem = JsonMapper.shared()
                .readTree(mvc.perform(request).andReturn().getResponse().getContentAsByteArray());
        assertThat(problem.path("title").asString()).isEqualTo("这里没有字段“prise”。您是否要写“The price”（price）？");
        assertThat(problem.path("position").toString())
                .isEqualTo("{\"offset\":14,\"length\":5,\"line\":1,\"column\":15}");
    }

    @Test
    void describesItselfValidlyAndByRights() throws Exception {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        for (String role : List.of("dana", "sam", "mia")) {
            String document = call(role, "GET", "apps/" + shop + "/openapi.json", "", null)
                    .getContentAsString(StandardCharsets.UTF_8);
            SwaggerParseResult checked = new OpenAPIV3Parser().readContents(document, null, options);
            assertThat(checked.getMessages()).as(document).isEmpty();
            assertThat(checked.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
            String records = "/apps/" + shop + "/forms/part/records";
            JsonNode paths = JsonMapper.shared().readTree(document).path("paths");
            assertThat(paths.path(records).has("post")).isEqualTo(!role.equals("mia"));
            assertThat(paths.path(records + "/{id}").has("delete")).isEqualTo(role.equals("dana"));
            assertThat(paths.path(records + ":import").has("post")).isEqualTo(!role.equals("mia"));
            assertThat(paths.path("/apps/" + shop + "/forms/part/imports/{id}:undo")
                            .has("post"))
                    .isEqualTo(!role.equals("mia"));
            assertThat(paths.path("/jobs/{id}").has("get")).isTrue();
            assertThat(paths.path(records + "/{id}:restore").toString().contains("\"warnings\""))
                    .as("what did not come back is told")
                    .isEqualTo(role.equals("dana"));
        }
    }

    /**
     * @param fields fields of the form beside the file, {@code name=value} with {@code &} between
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "-", textBlock = """
                    {shop}   | name;Nut     | -              | 404 202 202 403 401
                    {shop}   | name;Nut     | mode=both&key=serial&mapping={"name": "serial"} | 404 202 202 403 401
                    {shop}   | name;Nut     | dryRun=maybe   | 404 400 400 403 401
                    {shop}   | name;Nut     | onlyGood=1     | 404 400 400 403 401
                    {shop}   | name;Nut     | sheet=first    | 404 400 400 403 401
                    {shop}   | name;Nut     | heading=-1     | 404 400 400 403 401
                    {shop}   | name;Nut     | mode=all       | 404 400 400 403 401
                    {shop}   | name;Nut     | empty=maybe    | 404 400 400 403 401
                    {shop}   | name;Nut     | dates=year     | 404 400 400 403 401
                    {shop}   | name;Nut     | mapping={"x": "name"} | 404 400 400 403 401
                    {shop}   | name;Nut     | mapping=[      | 404 400 400 403 401
                    {shop}   | -            | dryRun=true    | 404 400 400 403 401
                    {hidden} | name;Nut     | -              | 404 202 404 404 401
                    {hidden} | -            | dryRun=maybe   | 404 400 404 404 401
                    nowhere  | name;Nut     | -              | 404 404 404 404 401
                    """)
    void answersImportsOfEachRole(String app, @Nullable String file, @Nullable String fields, String expected)
            throws Exception {
        List<String> statuses = new ArrayList<>();
        for (String role : ROLES) {
            var request = MockMvcRequestBuilders.multipart(
                    URI.create("/api/v1/apps/" + filled(app) + "/forms/part/records:import"));
            if (file != null) {
                byte[] content = file.replace(';', '\n').getBytes(StandardCharsets.UTF_8);
                request.file(new MockMultipartFile("file", "parts.csv", "text/csv", content));
            }
            if (fields != null) {
                for (String field : fields.split("&", -1)) {
                    request.param(field.substring(0, field.indexOf('=')), field.substring(field.indexOf('=') + 1));
                }
            }
            if (!role.equals("nobody")) {
                request.with(authentication(TestPeople.authentication(TestPeople.named(role))));
            }
            MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
            TestPeople.nobody();
            statuses.add(String.valueOf(response.getStatus()));
            if (response.getStatus() >= 400) {
                checkProblem(response);
            }
        }
        assertThat(String.join(" ", statuses)).isEqualTo(expected);
    }

    @Test
    void publishesOnlyForDesignersAndOnlyTheirPlan() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (String role : ROLES) {
            String app = filled("{app}");
            call("dana", "PUT", "apps/" + app + "/drafts/form/fresh", filled("{draft}"), null);
            String fingerprint = JsonMapper.shared()
                    .readTree(call("dana", "POST", "apps/" + app + "/releases:plan", "{}", null)
                            .getContentAsByteArray())
                    .path("fingerprint")
                    .asString("");
            String body = "{\"fingerprint\": \"" + fingerprint + "\"}";
            statuses.add(
                    call(role, "POST", "apps/" + app + "/releases", body, null).getStatus());
        }
        assertThat(statuses).containsExactly(403, 201, 404, 404, 401);
    }

    @Test
    void losesNoUnpublishedDraftsToAPackageUnlessTold() throws Exception {
        String app = filled("{app}");
        byte[] zip = call("dana", "GET", "apps/" + app + "/package", "", null).getContentAsByteArray();
        call("dana", "PUT", "apps/" + app + "/drafts/form/fresh", filled("{draft}"), null);
        for (String role : ROLES) {
            List<Integer> expected = switch (role) {
                case "dana" -> List.of(409, 200);
                case "nobody" -> List.of(401, 401);
                default -> List.of(403, 403);
            };
            assertThat(List.of(put(role, app, zip), put(role, app + "?overwrite=true", zip)))
                    .as(role)
                    .isEqualTo(expected);
        }
    }

    private int put(String role, String app, byte[] zip) throws Exception {
        String[] parts = app.split("\\?", 2);
        var request = MockMvcRequestBuilders.put(
                        URI.create("/api/v1/apps/" + parts[0] + "/package" + (parts.length > 1 ? "?" + parts[1] : "")))
                .content(zip)
                .contentType("application/zip");
        if (!role.equals("nobody")) {
            request.with(authentication(TestPeople.authentication(TestPeople.named(role))));
        }
        int status = mvc.perform(request).andReturn().getResponse().getStatus();
        TestPeople.nobody();
        return status;
    }

    @Test
    void startsImportsForThoseWhoMayAddAndTellsOnlyThemHowFarTheyAre() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        String job = "";
        for (String role : ROLES) {
            var request = MockMvcRequestBuilders.multipart(
                            URI.create("/api/v1/apps/" + shop + "/forms/part/records:import"))
                    .file(new MockMultipartFile(
                            "file", "parts.csv", "text/csv", "name\nNut\n".getBytes(StandardCharsets.UTF_8)))
                    .param("dryRun", "true");
            if (!role.equals("nobody")) {
                request.with(authentication(TestPeople.authentication(TestPeople.named(role))));
            }
            MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
            TestPeople.nobody();
            statuses.add(response.getStatus());
            if (role.equals("sam")) {
                job = JsonMapper.shared()
                        .readTree(response.getContentAsByteArray())
                        .path("id")
                        .asString("");
            }
        }
        assertThat(statuses).containsExactly(404, 202, 202, 403, 401);
        List<Integer> told = new ArrayList<>();
        for (String role : ROLES) {
            told.add(call(role, "GET", "jobs/" + job, "", null).getStatus());
        }
        assertThat(told).containsExactly(404, 404, 200, 404, 401);
    }

    @Test
    void aPackageReadAndAppliedElsewhereIsTheSame() throws Exception {
        byte[] original =
                call("dana", "GET", "apps/" + shop + "/package", "", null).getContentAsByteArray();
        String copy = "copy_" + COUNTER.incrementAndGet();
        var put = MockMvcRequestBuilders.request(HttpMethod.PUT, URI.create("/api/v1/apps/" + copy + "/package"))
                .content(original)
                .contentType("application/zip")
                .with(authentication(TestPeople.authentication(TestPeople.DANA)));
        assertThat(mvc.perform(put).andReturn().getResponse().getStatus()).isEqualTo(200);
        assertThat(call("dana", "GET", "apps/" + copy + "/package?drafts=true", "", null)
                        .getStatus())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "\"",
                "'; drop table platform.app; --",
                "/* x */",
                "1 or 1=1",
                "\\",
                "%",
                "_",
                "$1",
                "?",
                "{0}",
                "${x}",
                "#{7*7}",
                "\u0000",
                "\uD83D",
                "\uDE00",
                "\u202E",
                "\uFFFF",
                "😀",
                "<script>alert(1)</script>",
                "../../etc/passwd",
                "NaN",
                "1e999999999",
                "-0",
                "0x10",
                "null",
                "true",
                "Ω≈ç√∫",
                "田中さん",
                "﷽",
                " ",
                "\t\r\n",
                "\u3000",
                "=1+1",
                "@SUM(1)"
            })
    void meansWhatIsHostileByNothing(String hostile) throws Exception {
        String records = "apps/" + shop + "/forms/part/records";
        String record = filled("{record}");
        String quoted = JsonMapper.shared().writeValueAsString(hostile);
        for (String parameter : List.of("filter", "sort", "fields", "limit", "cursor", "count", "deleted")) {
            harmless(get(records).queryParam(parameter, hostile));
            harmless(get(records).queryParam(parameter, "name = " + quoted));
        }
        for (String parameter : List.of("groupBy", "measures", "filter", "sort", "limit")) {
            harmless(get(records + ":aggregate").queryParam(parameter, hostile));
            harmless(get(records + ":aggregate").queryParam(parameter, "month(" + hostile + ")"));
        }
        String encoded = UriUtils.encode(hostile.replaceAll("[\\uD800-\\uDFFF]", "x"), StandardCharsets.UTF_8);
        for (String path : List.of(
                "apps/" + encoded,
                "apps/" + shop + "/forms/" + encoded,
                records + "/" + encoded,
                records + "/" + encoded + ":restore",
                "apps/" + shop + "/drafts/form/" + encoded,
                "apps/" + shop + "/drafts/" + encoded + "/part")) {
            harmless(get(path));
        }
        Map<String, String> bodies = new HashMap<>();
        for (String field : List.of(
                "name", "serial", "price", "amount", "made", "checked_at", "notes", "inspector", "passed", "id")) {
            bodies.put(field, "{\"name\": \"x\", \"%s\": %s}".formatted(field, quoted));
            bodies.put(field + " object", "{\"name\": \"x\", \"%s\": {\"id\": %s}}".formatted(field, quoted));
            bodies.put(field + " array", "{\"name\": \"x\", \"%s\": [%s, [[]], 1]}".formatted(field, quoted));
        }
        bodies.put("key", "{%s: 1}".formatted(quoted));
        bodies.put("raw", hostile);
        for (String body : bodies.values()) {
            harmless(json(HttpMethod.POST, records, body));
            harmless(json(HttpMethod.PATCH, records + "/" + record, body));
            harmless(json(
                    HttpMethod.POST, records + ":batch", "{\"create\": [" + body + "], \"delete\": [" + quoted + "]}"));
        }
        harmless(get(records)
                .header(HttpHeaders.IF_MATCH, "\"x\"")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "xx-" + encoded));
        TestPeople.as(TestPeople.DANA);
        assertThat(records(shop)).isPositive();
    }

    private long records(String app) throws Exception {
        TestPeople.nobody();
        JsonNode page = JsonMapper.shared()
                .readTree(call("dana", "GET", "apps/" + app + "/forms/part/records?count=exact&limit=1", "", null)
                        .getContentAsByteArray());
        return page.path("count").asLong();
    }

    @Test
    void refusesWhatIsTooLarge() throws Exception {
        String records = "apps/" + shop + "/forms/part/records";
        harmless(json(HttpMethod.POST, records, "{\"name\": \"" + "x".repeat(200_000) + "\"}"));
        harmless(json(HttpMethod.POST, records, "{\"name\": \"x\", \"price\": " + "9".repeat(5_000) + "}"));
        harmless(json(HttpMethod.POST, records, "{\"name\": \"x\", \"price\": 1e-999999999}"));
        harmless(json(HttpMethod.POST, records, "{\"name\": \"x\", \"amount\": 9223372036854775808}"));
        harmless(json(HttpMethod.POST, records, "{\"name\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}"));
        harmless(get(records).queryParam("filter", "(".repeat(9_000)));
        harmless(get(records).queryParam("sort", "name,".repeat(5_000)));
        harmless(get(records + ":aggregate").queryParam("groupBy", "name,".repeat(50)));
        StringBuilder many = new StringBuilder("{\"create\": [");
        for (int i = 0; i < 5_001; i++) {
            many.append(i == 0 ? "" : ",").append("{\"name\": \"m\"}");
        }
        assertThat(mvc.perform(json(HttpMethod.POST, records + ":batch", many + "]}")
                                .with(authentication(TestPeople.authentication(TestPeople.DANA))))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(413);
    }

    @Test
    void publishesNoTextsThatAreTooLong() throws Exception {
        String app = filled("{app}");
        String long201 = "x".repeat(201);
        FieldDefinition named = field("name", "text");
        FormDefinition form = form("part", named);
        FieldDefinition wordy = new FieldDefinition(
                named.id(),
                named.key(),
                long201,
                named.type(),
                named.config(),
                false,
                false,
                "x".repeat(2_001),
                named.placeholder(),
                named.defaultValue());
        FormDefinition tooLong = new FormDefinition(
                form.id(),
                "wordy",
                long201,
                form.icon(),
                null,
                null,
                List.of(new SectionDefinition(Ids.next(), long201, List.of(new RowDefinition(List.of(wordy))))),
                List.of());
        TestPeople.as(TestPeople.DANA);
        drafts.save(app, FormDefinition.KIND, codec.write(tooLong), 0);
        TestPeople.nobody();
        JsonNode plan = JsonMapper.shared()
                .readTree(call("dana", "POST", "apps/" + app + "/releases:plan", "{}", null)
                        .getContentAsByteArray());
        assertThat(plan.path("problems").findValuesAsString("code"))
                .containsExactlyInAnyOrder(
                        "form.problem.tooLong",
                        "form.problem.tooLong",
                        "form.problem.tooLong",
                        "form.problem.sectionTooLong");
        String fingerprint = plan.path("fingerprint").asString("");
        assertThat(call("dana", "POST", "apps/" + app + "/releases", "{\"fingerprint\": \"" + fingerprint + "\"}", null)
                        .getStatus())
                .isEqualTo(422);
    }

    private void harmless(MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response = mvc.perform(
                        request.with(authentication(TestPeople.authentication(TestPeople.DANA))))
                .andReturn()
                .getResponse();
        assertThat(response.getStatus()).isLessThan(500);
        if (response.getStatus() >= 400 && !"".equals(response.getContentAsString())) {
            String body = response.getContentAsString(StandardCharsets.UTF_8);
            assertThat(response.getContentType()).as(body).startsWith("application/problem+json");
            assertThat(body).doesNotContainPattern("Exception|org\\.\\w|java\\.|at dev\\.|stackTrace|SQLSTATE");
        }
    }

    /** As Tomcat gives what came as UTF-8: each byte as a character. */
    private static String header(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Test
    void headersInOtherScriptsAreReadOrRefusedInWords() throws Exception {
        String records = "apps/" + shop + "/forms/part/records";
        for (int time = 0; time < 2; time++) {
            MockHttpServletResponse made = perform(
                    json(HttpMethod.POST, records, "{\"name\": \"键\"}").header("Idempotency-Key", header("订单-1")));
            assertThat(made.getStatus()).as(made.getContentAsString()).isEqualTo(201);
        }
        MockHttpServletResponse other =
                perform(json(HttpMethod.POST, records, "{\"name\": \"另\"}").header("Idempotency-Key", header("订单-1")));
        assertThat(other.getStatus()).isEqualTo(400);
        TestPeople.as(TestPeople.DANA);
        String one = records + "/" + record(shop).id();
        for (HttpMethod method : List.of(HttpMethod.PATCH, HttpMethod.DELETE)) {
            MockHttpServletResponse refused =
                    perform(json(method, one, "{\"name\": \"x\"}").header(HttpHeaders.IF_MATCH, header("\"１\"")));
            assertThat(refused.getStatus()).as(method.name()).isEqualTo(400);
            assertThat(refused.getContentAsString()).contains("If-Match");
        }
    }

    @Test
    void whatNoSoundClientSendsIsRefusedAsAProblem() throws Exception {
        List<MockHttpServletRequestBuilder> odd = List.of(
                get("apps").header(HttpHeaders.IF_MATCH, "a\u0001b"),
                json(HttpMethod.PUT, "apps/" + shop + "/rights", "{}").header(HttpHeaders.IF_MATCH, "\u0001"),
                json(HttpMethod.POST, "apps/" + shop + "/forms/part/records", "{}")
                        .header("Idempotency-Key", "\u007f"),
                get("apps").header(HttpHeaders.ACCEPT_LANGUAGE, "\u0001"),
                get("apps/%2e%2e/apps"),
                get("apps//" + shop),
                get("apps;a=b/" + shop),
                get("apps/%00"),
                get("apps/a%0ab"),
                get("apps").queryParam("a\u0001b", "1"),
                MockMvcRequestBuilders.request(HttpMethod.valueOf("FOO"), URI.create("/api/v1/apps")),
                MockMvcRequestBuilders.request(HttpMethod.TRACE, URI.create("/api/v1/apps")));
        for (int i = 0; i < odd.size(); i++) {
            MockHttpServletResponse response = perform(odd.get(i));
            String body = response.getContentAsString();
            if (response.getStatus() != 200) {
                assertThat(response.getStatus()).as(i + body).isBetween(400, 499);
                assertThat(response.getContentType()).as(i + body).startsWith("application/problem+json");
            }
        }
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder request) throws Exception {
        request.with(authentication(TestPeople.authentication(TestPeople.DANA)));
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        TestPeople.nobody();
        response.setCharacterEncoding("UTF-8");
        return response;
    }

    private static MockHttpServletRequestBuilder get(String path) {
        return MockMvcRequestBuilders.get(URI.create("/api/v1/" + path));
    }

    private static MockHttpServletRequestBuilder json(HttpMethod method, String path, String body) {
        return MockMvcRequestBuilders.request(method, URI.create("/api/v1/" + path))
                .content(body.getBytes(StandardCharsets.UTF_8))
                .contentType("application/json");
    }

    private MockHttpServletResponse call(String role, String method, String path, String body, @Nullable String ifMatch)
            throws Exception {
        String encoded = UriUtils.encodeQuery(path, StandardCharsets.UTF_8);
        var request = MockMvcRequestBuilders.request(HttpMethod.valueOf(method), URI.create("/api/v1/" + encoded));
        if (!role.equals("nobody")) {
            request.with(authentication(TestPeople.authentication(TestPeople.named(role))));
        }
        if (!body.isEmpty()) {
            request.content(body.getBytes(StandardCharsets.UTF_8)).contentType("application/json");
        }
        if (ifMatch != null) {
            request.header(HttpHeaders.IF_MATCH, ifMatch);
        }
        MockHttpServletResponse response = mvc.perform(request).andReturn().getResponse();
        TestPeople.nobody();
        return response;
    }
}
