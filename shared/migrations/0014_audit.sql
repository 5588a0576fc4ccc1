-- The history of everything that people edit (DM-VER-01 and more: ours keeps one of look-up tables, awards and requests too).
-- Not of what is its own history (consents, comments, scheduled emails), nor of secrets (social logins).
DO $$
DECLARE
    -- table, the owner's table, the column with the owner's id
    audited CONSTANT text[][] := ARRAY[
        ['award', 'award', 'id'],
        ['community_role', 'community_role', 'id'],
        ['member', 'membership', 'membership_id'],
        ['membership_task', 'membership', 'membership_id'],
        ['consortium', 'consortium', 'id'],
        ['consortium_organization', 'consortium', 'consortium_id'],
        ['partnership', 'partnership', 'id'],
        ['partnership_tier', 'partnership_tier', 'id'],
        ['account', 'account', 'id'],
        ['account_owner', 'account_owner', 'id'],
        ['benefit', 'benefit', 'id'],
        ['account_benefit_discount', 'account_benefit_discount', 'id'],
        ['account_benefit', 'account_benefit', 'id'],
        ['training_request', 'training_request', 'id'],
        ['training_request_domain', 'training_request', 'training_request_id'],
        ['training_request_involvement', 'training_request', 'training_request_id'],
        ['training_requirement', 'training_requirement', 'id'],
        ['involvement', 'involvement', 'id'],
        ['training_progress', 'training_progress', 'id'],
        ['workshop_request', 'workshop_request', 'id'],
        ['workshop_request_curriculum', 'workshop_request', 'workshop_request_id'],
        ['workshop_request_domain', 'workshop_request', 'workshop_request_id'],
        ['workshop_request_academic_level', 'workshop_request', 'workshop_request_id'],
        ['workshop_request_computing_level', 'workshop_request', 'workshop_request_id'],
        ['workshop_request_info_source', 'workshop_request', 'workshop_request_id'],
        ['workshop_inquiry_request', 'workshop_inquiry_request', 'id'],
        ['workshop_inquiry_request_curriculum', 'workshop_inquiry_request', 'workshop_inquiry_request_id'],
        ['workshop_inquiry_request_domain', 'workshop_inquiry_request', 'workshop_inquiry_request_id'],
        ['workshop_inquiry_request_academic_level', 'workshop_inquiry_request', 'workshop_inquiry_request_id'],
        ['workshop_inquiry_request_computing_level', 'workshop_inquiry_request', 'workshop_inquiry_request_id'],
        ['workshop_inquiry_request_info_source', 'workshop_inquiry_request', 'workshop_inquiry_request_id'],
        ['workshop_inquiry_request_routine_data', 'workshop_inquiry_request', 'workshop_inquiry_request_id'],
        ['self_organised_submission', 'self_organised_submission', 'id'],
        ['self_organised_submission_curriculum', 'self_organised_submission', 'self_organised_submission_id'],
        ['instructor_recruitment', 'instructor_recruitment', 'id'],
        ['instructor_recruitment_signup', 'instructor_recruitment_signup', 'id'],
        ['email_template', 'email_template', 'id'],
        ['term', 'term', 'id'],
        ['term_option', 'term_option', 'id'],
        ['tag', 'tag', 'id'],
        ['role', 'role', 'id'],
        ['badge', 'badge', 'id'],
        ['lesson', 'lesson', 'id'],
        ['knowledge_domain', 'knowledge_domain', 'id'],
        ['language', 'language', 'id'],
        ['curriculum', 'curriculum', 'id'],
        ['event_category', 'event_category', 'id'],
        ['continent', 'continent', 'id'],
        ['continent_country', 'continent', 'continent_id'],
        ['criterium', 'criterium', 'id'],
        ['criterium_country', 'criterium', 'criterium_id'],
        ['community_role_config', 'community_role_config', 'id'],
        ['community_role_inactivation', 'community_role_inactivation', 'id'],
        ['member_role', 'member_role', 'id'],
        ['membership_person_role', 'membership_person_role', 'id'],
        ['academic_level', 'academic_level', 'id'],
        ['computing_experience_level', 'computing_experience_level', 'id'],
        ['info_source', 'info_source', 'id'],
        ['data_variant', 'data_variant', 'id'],
        ['user_group', 'user_group', 'id'],
        ['user_group_permission', 'user_group', 'user_group_id'],
        ['feature_flag_condition', 'feature_flag_condition', 'id']
    ];
    entry text[];
BEGIN
    FOREACH entry SLICE 1 IN ARRAY audited LOOP
        EXECUTE format('CREATE TRIGGER record_version AFTER INSERT OR UPDATE OR DELETE ON %I
                        FOR EACH ROW EXECUTE FUNCTION record_version(%L, %L)', entry[1], entry[2], entry[3]);
    END LOOP;
END $$;

-- The record's display string at the time (DM-VER-03), where it was written down: AMY's versions have one, ours are told by their columns.
ALTER TABLE version ADD COLUMN label text;
