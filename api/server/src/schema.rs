//! Generated from the migrations by `cargo xtask gen`; do not edit.

diesel::table! {
    account (id) {
        id -> Uuid,
        person_id -> Uuid,
        email_lookup -> Bytea,
        email_sealed -> Bytea,
        phone_sealed -> Bytea,
        password_hash -> Text,
        language -> Text,
        standing -> Text,
        proven_by -> Nullable<Text>,
        email_confirmed_at -> Nullable<Timestamptz>,
        totp_sealed -> Nullable<Bytea>,
        totp_confirmed_at -> Nullable<Timestamptz>,
        totp_last_step -> Int8,
        demo -> Bool,
        created_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    account_token (id) {
        id -> Uuid,
        account_id -> Uuid,
        purpose -> Text,
        code_lookup -> Nullable<Bytea>,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    agency (id) {
        id -> Text,
        siasn_id -> Text,
        name -> Text,
        kind -> Text,
        agency_type -> Nullable<Text>,
        other_name -> Nullable<Text>,
        zone -> Text,
        region_code -> Nullable<Text>,
        active -> Bool,
    }
}

diesel::table! {
    announcement (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        round_id -> Uuid,
        stage -> Text,
        run_id -> Nullable<Uuid>,
        number -> Int2,
        state -> Text,
        letter -> Text,
        reason -> Nullable<Text>,
        profile -> Text,
        row_count -> Int4,
        content_hash -> Bytea,
        prepared_by -> Uuid,
        prepared_at -> Timestamptz,
        published_by -> Nullable<Uuid>,
        published_at -> Nullable<Timestamptz>,
        objections_close_at -> Nullable<Timestamptz>,
        leaf_id -> Nullable<Uuid>,
        told -> Int4,
        version -> Int4,
        updated_at -> Timestamptz,
        bundle_hash -> Nullable<Bytea>,
        names_basis -> Nullable<Jsonb>,
        uniqueness -> Nullable<Jsonb>,
        kept_back -> Nullable<Jsonb>,
    }
}

diesel::table! {
    announcement_file (agency_id, announcement_id, name) {
        agency_id -> Text,
        announcement_id -> Uuid,
        name -> Text,
        size -> Int4,
        sha256 -> Bytea,
        gzip -> Bytea,
    }
}

diesel::table! {
    announcement_legend (agency_id, announcement_id, code, kind) {
        agency_id -> Text,
        announcement_id -> Uuid,
        code -> Text,
        kind -> Text,
        legend_id_text -> Text,
        legend_en_text -> Text,
        position -> Int2,
    }
}

diesel::table! {
    announcement_row (agency_id, announcement_id, position) {
        agency_id -> Text,
        announcement_id -> Uuid,
        position -> Int4,
        application_id -> Uuid,
        reading_id -> Nullable<Uuid>,
        participant_code -> Text,
        vacancy_id -> Uuid,
        post_title -> Text,
        unit_path -> Text,
        status -> Text,
        marks -> Jsonb,
        place_in_vacancy -> Nullable<Int4>,
        placed_vacancy_id -> Nullable<Uuid>,
        placed_post_title -> Nullable<Text>,
        placed_unit_path -> Nullable<Text>,
        withheld -> Bool,
    }
}

diesel::table! {
    announcement_withheld (agency_id, announcement_id) {
        agency_id -> Text,
        announcement_id -> Uuid,
        sealed -> Bytea,
    }
}

diesel::table! {
    application (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        round_id -> Uuid,
        vacancy_id -> Uuid,
        vacancy_version -> Int4,
        rules_version -> Int4,
        timetable_version -> Int4,
        form_version -> Int4,
        person_id -> Uuid,
        nik_lookup -> Bytea,
        source -> Text,
        register_number -> Nullable<Text>,
        state -> Text,
        participant_code -> Text,
        participant_number -> Nullable<Text>,
        draft_sealed -> Nullable<Bytea>,
        snapshot_number -> Int4,
        created_at -> Timestamptz,
        submitted_at -> Nullable<Timestamptz>,
        withdrawn_at -> Nullable<Timestamptz>,
        version -> Int4,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    application_document (agency_id, application_id, requirement, snapshot_number) {
        agency_id -> Text,
        application_id -> Uuid,
        document_id -> Uuid,
        requirement -> Text,
        snapshot_number -> Int4,
    }
}

diesel::table! {
    application_form (version) {
        version -> Int4,
        document -> Jsonb,
        at -> Timestamptz,
    }
}

diesel::table! {
    application_snapshot (agency_id, application_id, number) {
        agency_id -> Text,
        application_id -> Uuid,
        number -> Int4,
        receipt -> Text,
        receipt_number -> Text,
        answers_sealed -> Bytea,
        findings -> Jsonb,
        leaf_id -> Uuid,
        at -> Timestamptz,
    }
}

diesel::table! {
    attempt (bucket, window_start) {
        bucket -> Bytea,
        window_start -> Timestamptz,
        count -> Int4,
    }
}

diesel::table! {
    certificate (agency_id, enrolment_id) {
        agency_id -> Text,
        enrolment_id -> Uuid,
        address -> Text,
        holder_name -> Text,
        course_title -> Text,
        hours -> Int4,
        first_day -> Date,
        last_day -> Date,
        issuer_name -> Text,
        issued_at -> Timestamptz,
        leaf_id -> Uuid,
    }
}

diesel::table! {
    certificate_revocation (agency_id, enrolment_id) {
        agency_id -> Text,
        enrolment_id -> Uuid,
        reason -> Text,
        revoked_at -> Timestamptz,
        leaf_id -> Uuid,
    }
}

diesel::table! {
    counter_case (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        kind -> Text,
        account_id -> Uuid,
        state -> Text,
        evidence -> Text,
        opened_by -> Uuid,
        opened_at -> Timestamptz,
        decided_by -> Nullable<Uuid>,
        decided_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    course (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        reference_id -> Nullable<Text>,
        title -> Text,
        goal -> Text,
        hours -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    course_meeting (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        session_id -> Uuid,
        number -> Int4,
        begins_at -> Timestamptz,
        ends_at -> Timestamptz,
        hours -> Int4,
        version -> Int4,
    }
}

diesel::table! {
    course_reference (id) {
        id -> Text,
        code -> Nullable<Text>,
        name -> Text,
    }
}

diesel::table! {
    course_session (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        course_id -> Uuid,
        label -> Text,
        place -> Text,
        capacity -> Int4,
        seats_taken -> Int4,
        enrolment_opens -> Timestamptz,
        enrolment_closes -> Timestamptz,
        state -> Text,
        copied_from -> Nullable<Uuid>,
        published_at -> Nullable<Timestamptz>,
        updated_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    course_trainer (agency_id, session_id, employee_id) {
        agency_id -> Text,
        session_id -> Uuid,
        employee_id -> Uuid,
    }
}

diesel::table! {
    dataset (name) {
        name -> Text,
        sha256 -> Bytea,
        row_count -> Int4,
        loaded_at -> Timestamptz,
    }
}

diesel::table! {
    document (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        person_id -> Uuid,
        kind -> Text,
        media_type -> Text,
        byte_count -> Int8,
        page_count -> Nullable<Int4>,
        sha256 -> Bytea,
        storage_path -> Text,
        key_id -> Text,
        upload_began_at -> Timestamptz,
        stored_at -> Timestamptz,
    }
}

diesel::table! {
    education (code) {
        code -> Text,
        name -> Text,
        name_original -> Text,
        level_id -> Text,
    }
}

diesel::table! {
    education_level (id) {
        id -> Text,
        name -> Text,
        position -> Int2,
    }
}

diesel::table! {
    employee (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        person_id -> Uuid,
        kind -> Text,
        nip_lookup -> Bytea,
        nip_lookup_key -> Text,
        nip_sealed -> Bytea,
        created_at -> Timestamptz,
        version -> Int4,
    }
}

diesel::table! {
    employment (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        employee_id -> Uuid,
        unit_id -> Uuid,
        post_title -> Text,
        head -> Bool,
        valid_from -> Date,
        valid_until -> Nullable<Date>,
    }
}

diesel::table! {
    enrolment (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        session_id -> Uuid,
        employee_id -> Uuid,
        state -> Text,
        enrolled_by -> Text,
        enrolled_at -> Timestamptz,
        cancelled_at -> Nullable<Timestamptz>,
        score -> Nullable<Numeric>,
        result_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    holiday (date, name) {
        date -> Date,
        name -> Text,
        kind -> Text,
        year -> Int4,
    }
}

diesel::table! {
    holiday_year (year) {
        year -> Int4,
        source -> Text,
    }
}

diesel::table! {
    import_file (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        round_id -> Uuid,
        kind -> Text,
        sha256 -> Bytea,
        storage_path -> Text,
        key_id -> Text,
        state -> Text,
        row_count -> Int4,
        findings -> Jsonb,
        uploaded_by -> Uuid,
        uploaded_at -> Timestamptz,
        approved_by -> Nullable<Uuid>,
        approved_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    inbox_entry (id) {
        id -> Uuid,
        person_id -> Uuid,
        agency_id -> Nullable<Text>,
        kind -> Text,
        subject_id_text -> Text,
        subject_en_text -> Text,
        body_id_text -> Text,
        body_en_text -> Text,
        link -> Nullable<Text>,
        at -> Timestamptz,
        read_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    machine_client (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        name -> Text,
        purpose -> Text,
        contact_sealed -> Bytea,
        scopes -> Array<Text>,
        valid_until -> Timestamptz,
        proposed_by -> Uuid,
        proposed_at -> Timestamptz,
        confirmed_by -> Nullable<Uuid>,
        confirmed_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        last_used_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    machine_secret (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        client_id -> Uuid,
        hash -> Bytea,
        made_by -> Uuid,
        made_at -> Timestamptz,
        works_until -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    mail (id) {
        id -> Uuid,
        inbox_entry_id -> Nullable<Uuid>,
        message_id -> Text,
        address_sealed -> Bytea,
        language -> Text,
        content_sealed -> Bytea,
        created_at -> Timestamptz,
        delivered_at -> Nullable<Timestamptz>,
        attempts -> Int4,
        last_error -> Nullable<Text>,
    }
}

diesel::table! {
    mark (agency_id, import_id, application_id, component) {
        agency_id -> Text,
        import_id -> Uuid,
        application_id -> Uuid,
        component -> Text,
        delivered -> Text,
        value -> Numeric,
    }
}

diesel::table! {
    mark_import (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        round_id -> Uuid,
        stage -> Text,
        components -> Array<Text>,
        rules_version -> Int4,
        reason -> Nullable<Text>,
        number -> Nullable<Int4>,
    }
}

diesel::table! {
    mark_row (agency_id, import_id, application_id) {
        agency_id -> Text,
        import_id -> Uuid,
        application_id -> Uuid,
        row_number -> Int4,
        presence -> Text,
    }
}

diesel::table! {
    national_result (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        round_id -> Uuid,
        stage -> Text,
        fields -> Array<Text>,
    }
}

diesel::table! {
    national_result_row (agency_id, national_result_id, participant) {
        agency_id -> Text,
        national_result_id -> Uuid,
        participant -> Text,
        application_id -> Nullable<Uuid>,
        numbers -> Jsonb,
        code -> Nullable<Text>,
    }
}

diesel::table! {
    person (id) {
        id -> Uuid,
        standing -> Text,
        nik_lookup -> Bytea,
        nik_lookup_key -> Text,
        nik_sealed -> Bytea,
        name -> Text,
        birth_date -> Date,
        contact_sealed -> Nullable<Bytea>,
        superseded_by -> Nullable<Uuid>,
        created_at -> Timestamptz,
        version -> Int4,
        imported_by -> Nullable<Text>,
    }
}

diesel::table! {
    post (kind, id) {
        kind -> Text,
        id -> Text,
        code -> Nullable<Text>,
        name -> Text,
        level -> Nullable<Text>,
        retirement_age -> Nullable<Int2>,
        active -> Bool,
    }
}

diesel::table! {
    reading (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        round_id -> Uuid,
        application_id -> Uuid,
        snapshot_number -> Int4,
        ordinal -> Int2,
        state -> Text,
        reader -> Nullable<Uuid>,
        first_reader -> Nullable<Uuid>,
        lease_until -> Nullable<Timestamptz>,
        attempt -> Int2,
        outcome -> Nullable<Text>,
        given_at -> Nullable<Timestamptz>,
        returned_by -> Nullable<Uuid>,
        returned_at -> Nullable<Timestamptz>,
        returned_note_sealed -> Nullable<Bytea>,
        released_by -> Nullable<Uuid>,
        released_at -> Nullable<Timestamptz>,
        version -> Int4,
        created_at -> Timestamptz,
        updated_at -> Timestamptz,
    }
}

diesel::table! {
    reading_item (agency_id, reading_id, attempt, position) {
        agency_id -> Text,
        reading_id -> Uuid,
        attempt -> Int2,
        position -> Int2,
        verdict -> Text,
        finding -> Text,
        reason -> Nullable<Text>,
        note_sealed -> Nullable<Bytea>,
    }
}

diesel::table! {
    record_answer (caller, key) {
        caller -> Text,
        key -> Text,
        operation -> Text,
        body_hash -> Bytea,
        status -> Int2,
        etag -> Nullable<Text>,
        body -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    record_audit (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        at -> Timestamptz,
        class -> Text,
        kind -> Text,
        account_id -> Nullable<Uuid>,
        actor_role -> Text,
        subject_id -> Uuid,
        leaf_id -> Nullable<Uuid>,
        trace_id -> Text,
        machine_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    record_checkpoint (agency_id, size) {
        agency_id -> Text,
        size -> Int8,
        root -> Bytea,
        note -> Text,
        signed_at -> Timestamptz,
    }
}

diesel::table! {
    record_cosignature (agency_id, size, vkey) {
        agency_id -> Text,
        size -> Int8,
        vkey -> Text,
        line -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    record_leaf (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        kind -> Text,
        round_id -> Nullable<Uuid>,
        at -> Timestamptz,
        commit -> Bytea,
        milestone_count -> Nullable<Int8>,
        milestone_root -> Nullable<Bytea>,
    }
}

diesel::table! {
    record_log (agency_id) {
        agency_id -> Text,
        name -> Text,
    }
}

diesel::table! {
    record_log_key (agency_id, number) {
        agency_id -> Text,
        number -> Int4,
        vkey -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    record_order (agency_id, leaf_index) {
        agency_id -> Text,
        leaf_index -> Int8,
        leaf_id -> Uuid,
    }
}

diesel::table! {
    record_personal_read (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        at -> Timestamptz,
        account_id -> Uuid,
        actor_role -> Text,
        unit_id -> Nullable<Uuid>,
        purpose -> Text,
        person_id -> Uuid,
    }
}

diesel::table! {
    record_policy (agency_id, version) {
        agency_id -> Text,
        version -> Int4,
        lines -> Text,
        reason -> Text,
        proposed_by -> Uuid,
        proposed_at -> Timestamptz,
        approved_by -> Nullable<Uuid>,
        approved_at -> Nullable<Timestamptz>,
        leaf_id -> Nullable<Uuid>,
        in_force_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    record_secret (agency_id, leaf_id) {
        agency_id -> Text,
        leaf_id -> Uuid,
        salt -> Bytea,
        record -> Text,
    }
}

diesel::table! {
    record_tile (agency_id, level, tile_index) {
        agency_id -> Text,
        level -> Int2,
        tile_index -> Int8,
        hashes -> Bytea,
    }
}

diesel::table! {
    record_token (agency_id, leaf_id, subject_id) {
        agency_id -> Text,
        leaf_id -> Uuid,
        subject_id -> Uuid,
        token -> Bytea,
    }
}

diesel::table! {
    record_tree (agency_id) {
        agency_id -> Text,
        fence -> Int8,
        size -> Int8,
        published -> Int8,
        refused -> Nullable<Text>,
        refused_at -> Nullable<Timestamptz>,
        witnessed -> Int8,
    }
}

diesel::table! {
    record_waiting (agency_id, leaf_id) {
        agency_id -> Text,
        leaf_id -> Uuid,
    }
}

diesel::table! {
    refresh_token (id) {
        id -> Uuid,
        session_id -> Uuid,
        token_hash -> Bytea,
        issued_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    region (code) {
        code -> Text,
        name -> Text,
        level -> Text,
        parent_code -> Nullable<Text>,
    }
}

diesel::table! {
    result_approval (agency_id, run_id, approved_by) {
        agency_id -> Text,
        run_id -> Uuid,
        made_by -> Uuid,
        approved_by -> Uuid,
        approved_at -> Timestamptz,
    }
}

diesel::table! {
    result_comparison (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        run_id -> Uuid,
        national_result_id -> Uuid,
        compared -> Int4,
        difference_count -> Int4,
        made_by -> Uuid,
        made_at -> Timestamptz,
    }
}

diesel::table! {
    result_difference (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        comparison_id -> Uuid,
        application_id -> Nullable<Uuid>,
        participant -> Text,
        field -> Text,
        ours -> Nullable<Text>,
        theirs -> Nullable<Text>,
    }
}

diesel::table! {
    result_explanation (agency_id, difference_id) {
        agency_id -> Text,
        difference_id -> Uuid,
        cause -> Text,
        explanation -> Text,
        explained_by -> Uuid,
        explained_at -> Timestamptz,
    }
}

diesel::table! {
    result_outcome (agency_id, run_id, application_id) {
        agency_id -> Text,
        run_id -> Uuid,
        application_id -> Uuid,
        participant_code -> Text,
        vacancy_id -> Uuid,
        state -> Text,
        code -> Nullable<Text>,
        rank -> Nullable<Int4>,
        marks -> Jsonb,
        trace -> Jsonb,
        placed_at -> Nullable<Uuid>,
    }
}

diesel::table! {
    result_ruling (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        round_id -> Uuid,
        vacancy_id -> Uuid,
        ranked -> Array<Uuid>,
        document -> Text,
        recorded_by -> Uuid,
        recorded_at -> Timestamptz,
        confirmed_by -> Nullable<Uuid>,
        confirmed_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    result_run (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        round_id -> Uuid,
        number -> Int4,
        stage -> Text,
        last_stage -> Bool,
        rules_version -> Int4,
        rules_hash -> Bytea,
        inputs_hash -> Bytea,
        inputs_sealed -> Bytea,
        marks_number -> Int4,
        engine_version -> Text,
        participant_count -> Int4,
        made_by -> Uuid,
        made_at -> Timestamptz,
    }
}

diesel::table! {
    result_vacancy (agency_id, run_id, vacancy_id) {
        agency_id -> Text,
        run_id -> Uuid,
        vacancy_id -> Uuid,
        places -> Int4,
        participants -> Int4,
        going_on -> Int4,
        placed -> Int4,
        empty -> Int4,
        undecided -> Int4,
        refused_stage -> Nullable<Text>,
        refused_pool -> Nullable<Text>,
        borders -> Jsonb,
    }
}

diesel::table! {
    role_grant (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        account_id -> Uuid,
        role -> Text,
        scope_kind -> Text,
        scope_id -> Nullable<Uuid>,
        valid_from -> Timestamptz,
        valid_until -> Timestamptz,
        granted_by -> Nullable<Uuid>,
        confirmed_by -> Nullable<Uuid>,
        confirmed_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    round_amendment (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        round_id -> Uuid,
        kind -> Text,
        vacancy_id -> Nullable<Uuid>,
        document -> Jsonb,
        reason -> Text,
        legal_basis -> Text,
        state -> Text,
        authored_by -> Uuid,
        authored_at -> Timestamptz,
        approved_by -> Nullable<Uuid>,
        approved_at -> Nullable<Timestamptz>,
        version -> Int4,
    }
}

diesel::table! {
    round_rules (agency_id, round_id, version) {
        agency_id -> Text,
        round_id -> Uuid,
        version -> Int4,
        document -> Jsonb,
        hash -> Bytea,
        reason -> Text,
        legal_basis -> Nullable<Text>,
        authored_by -> Nullable<Uuid>,
        approved_by -> Nullable<Uuid>,
        at -> Timestamptz,
    }
}

diesel::table! {
    round_status_code (agency_id, round_id, code) {
        agency_id -> Text,
        round_id -> Uuid,
        code -> Text,
        legend_id_text -> Text,
        legend_en_text -> Text,
        position -> Int2,
    }
}

diesel::table! {
    round_timetable (agency_id, round_id, version) {
        agency_id -> Text,
        round_id -> Uuid,
        version -> Int4,
        steps -> Jsonb,
        reason -> Text,
        legal_basis -> Nullable<Text>,
        authored_by -> Nullable<Uuid>,
        approved_by -> Nullable<Uuid>,
        at -> Timestamptz,
    }
}

diesel::table! {
    saved_search (id) {
        id -> Uuid,
        account_id -> Nullable<Uuid>,
        address_lookup -> Bytea,
        address_sealed -> Bytea,
        language -> Text,
        query -> Text,
        created_at -> Timestamptz,
        expires_at -> Nullable<Timestamptz>,
        confirmed_at -> Nullable<Timestamptz>,
        looked_until -> Nullable<Timestamptz>,
        mailed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    saved_search_mail (saved_search_id, mail_id) {
        saved_search_id -> Uuid,
        mail_id -> Uuid,
    }
}

diesel::table! {
    selection_round (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        code -> Text,
        kind -> Text,
        door -> Text,
        legal_basis -> Text,
        name -> Text,
        year -> Int4,
        publication_profile -> Text,
        state -> Text,
        archive -> Bool,
        authored_by -> Nullable<Uuid>,
        published_by -> Nullable<Uuid>,
        published_at -> Nullable<Timestamptz>,
        timetable_version -> Int4,
        rules_version -> Int4,
        version -> Int4,
        updated_at -> Timestamptz,
        withhold_below -> Int2,
    }
}

diesel::table! {
    session (id) {
        id -> Uuid,
        account_id -> Uuid,
        client -> Text,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        second_factor_at -> Nullable<Timestamptz>,
        ended_at -> Nullable<Timestamptz>,
        ended_because -> Nullable<Text>,
    }
}

diesel::table! {
    sign_up (id) {
        id -> Uuid,
        email_lookup -> Bytea,
        form_sealed -> Bytea,
        password_hash -> Text,
        language -> Text,
        created_at -> Timestamptz,
        expires_at -> Timestamptz,
        used_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    training_attendance (agency_id, meeting_id, enrolment_id) {
        agency_id -> Text,
        meeting_id -> Uuid,
        enrolment_id -> Uuid,
        recorded_at -> Timestamptz,
    }
}

diesel::table! {
    training_hours_rule (employee_kind, valid_from) {
        employee_kind -> Text,
        valid_from -> Date,
        bound -> Text,
        hours -> Int4,
        source -> Text,
    }
}

diesel::table! {
    unit (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        name -> Text,
        parent_id -> Nullable<Uuid>,
        valid_from -> Date,
        valid_until -> Nullable<Date>,
    }
}

diesel::table! {
    vacancy (agency_id, id) {
        agency_id -> Text,
        id -> Uuid,
        round_id -> Uuid,
        source -> Text,
        source_year -> Int4,
        external_id -> Text,
        post_title -> Text,
        post_title_original -> Text,
        post_code -> Nullable<Text>,
        unit_path -> Text,
        unit_id -> Nullable<Uuid>,
        agency_name -> Text,
        pool -> Text,
        pool_original -> Text,
        places -> Int4,
        open_to_disabled -> Bool,
        pay_min -> Nullable<Int8>,
        pay_max -> Nullable<Int8>,
        eligible_count -> Nullable<Int4>,
        education_codes -> Array<Text>,
        level_ids -> Array<Text>,
        region_code -> Nullable<Text>,
        requirements -> Jsonb,
        further_tests -> Nullable<Jsonb>,
        description -> Text,
        published -> Bool,
        archive -> Bool,
        version -> Int4,
        updated_at -> Timestamptz,
        education_names -> Text,
    }
}

diesel::table! {
    vacancy_version (agency_id, vacancy_id, version) {
        agency_id -> Text,
        vacancy_id -> Uuid,
        version -> Int4,
        document -> Jsonb,
        reason -> Text,
        legal_basis -> Nullable<Text>,
        authored_by -> Nullable<Uuid>,
        approved_by -> Nullable<Uuid>,
        at -> Timestamptz,
    }
}

diesel::joinable!(account -> person (person_id));
diesel::joinable!(account_token -> account (account_id));
diesel::joinable!(application -> application_form (form_version));
diesel::joinable!(application -> person (person_id));
diesel::joinable!(course -> agency (agency_id));
diesel::joinable!(course -> course_reference (reference_id));
diesel::joinable!(document -> person (person_id));
diesel::joinable!(education -> education_level (level_id));
diesel::joinable!(employee -> agency (agency_id));
diesel::joinable!(employee -> person (person_id));
diesel::joinable!(holiday -> holiday_year (year));
diesel::joinable!(inbox_entry -> person (person_id));
diesel::joinable!(machine_client -> agency (agency_id));
diesel::joinable!(machine_secret -> account (made_by));
diesel::joinable!(mail -> inbox_entry (inbox_entry_id));
diesel::joinable!(record_checkpoint -> record_log (agency_id));
diesel::joinable!(record_log_key -> record_log (agency_id));
diesel::joinable!(record_policy -> record_log (agency_id));
diesel::joinable!(record_tile -> record_log (agency_id));
diesel::joinable!(record_tree -> record_log (agency_id));
diesel::joinable!(refresh_token -> session (session_id));
diesel::joinable!(result_approval -> account (approved_by));
diesel::joinable!(result_comparison -> account (made_by));
diesel::joinable!(result_explanation -> account (explained_by));
diesel::joinable!(result_run -> account (made_by));
diesel::joinable!(saved_search -> account (account_id));
diesel::joinable!(saved_search_mail -> mail (mail_id));
diesel::joinable!(saved_search_mail -> saved_search (saved_search_id));
diesel::joinable!(selection_round -> agency (agency_id));
diesel::joinable!(session -> account (account_id));
diesel::joinable!(unit -> agency (agency_id));

diesel::allow_tables_to_appear_in_same_query!(account, account_token, agency, announcement, announcement_file, announcement_legend, announcement_row, announcement_withheld, application, application_document, application_form, application_snapshot, attempt, certificate, certificate_revocation, counter_case, course, course_meeting, course_reference, course_session, course_trainer, dataset, document, education, education_level, employee, employment, enrolment, holiday, holiday_year, import_file, inbox_entry, machine_client, machine_secret, mail, mark, mark_import, mark_row, national_result, national_result_row, person, post, reading, reading_item, record_answer, record_audit, record_checkpoint, record_cosignature, record_leaf, record_log, record_log_key, record_order, record_personal_read, record_policy, record_secret, record_tile, record_token, record_tree, record_waiting, refresh_token, region, result_approval, result_comparison, result_difference, result_explanation, result_outcome, result_ruling, result_run, result_vacancy, role_grant, round_amendment, round_rules, round_status_code, round_timetable, saved_search, saved_search_mail, selection_round, session, sign_up, training_attendance, training_hours_rule, unit, vacancy, vacancy_version);
