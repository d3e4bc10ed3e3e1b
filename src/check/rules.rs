//! The list of rules, in the order of their codes.

mod acceptance_of_other_figure;
mod acceptance_without_finding;
mod acceptance_without_reason;
mod actual_does_not_answer_target;
mod actual_is_inequality;
mod actual_missing_but_scored;
mod average_mismatch;
mod bank_card_number;
mod base_data_differs_from_form;
mod base_row_mismatch;
mod base_total_blank;
mod broken_characters;
mod catalogue_field_missing;
mod change_mismatch;
mod chapter_order;
mod control_rate_mismatch;
mod converted_score_mismatch;
mod cost_claim_contradicts_indicator;
mod cost_target_differs_from_budget;
mod count_mismatch;
mod dates_out_of_order;
mod empty_chapter;
mod executed_above_budget;
mod execution_rate_differs;
mod execution_rate_mismatch;
mod execution_score_mismatch;
mod far_above_target;
mod figure_differs_from_data;
mod fund_scope_mismatch;
mod goal_contradicts_target;
mod goal_differs_from_indicator;
mod goal_weight_mismatch;
mod grade_mismatch;
mod heading_numbers;
mod id_card_number;
mod impossible_date;
mod indicator_differs_between_forms;
mod items_do_not_add_up;
mod last_year_differs;
mod level1_weight_mismatch;
mod literal_marks;
mod mobile_number;
mod money_unit_slip;
mod name_differs;
mod narrative_differs_from_indicator;
mod nature_total_mismatch;
mod negative_score;
mod no_target_but_scored;
mod number_missing;
mod part_rows_mismatch;
mod placeholder_left;
mod points_lost_without_reason;
mod private_email;
mod projects_total_mismatch;
mod published_late;
mod rate_mismatch;
mod reason_copied_from_last_year;
mod required_chapter_missing;
mod required_field_blank;
mod restated_amount_differs;
mod result_copies_goal;
mod row_under_wrong_heading;
mod same_rate_differs;
mod score_against_criterion;
mod score_against_national_method;
mod score_missing;
mod score_over_weight;
mod score_total_mismatch;
mod scoring_unreadable;
mod share_mismatch;
mod source_total_mismatch;
mod spaces_in_words;
mod stray_latin;
mod target_met_but_points_lost;
mod target_missed_but_full_marks;
mod text_cut_off;
mod title_without_year;
mod title_year_differs;
mod unexplained_budget_change;
mod unit_missing_or_different;
mod weights_not_full_marks;
mod wrong_word;
mod year_differs;
mod year_on_year_mismatch;

use super::Rule;

/// Every rule there is.
pub static RULES: &[&Rule] = &[
    &acceptance_without_finding::RULE,
    &acceptance_without_reason::RULE,
    &acceptance_of_other_figure::RULE,
    &execution_rate_mismatch::RULE,
    &execution_score_mismatch::RULE,
    &source_total_mismatch::RULE,
    &nature_total_mismatch::RULE,
    &part_rows_mismatch::RULE,
    &base_row_mismatch::RULE,
    &control_rate_mismatch::RULE,
    &executed_above_budget::RULE,
    &unexplained_budget_change::RULE,
    &money_unit_slip::RULE,
    &base_total_blank::RULE,
    &weights_not_full_marks::RULE,
    &level1_weight_mismatch::RULE,
    &goal_weight_mismatch::RULE,
    &score_total_mismatch::RULE,
    &score_over_weight::RULE,
    &negative_score::RULE,
    &points_lost_without_reason::RULE,
    &actual_missing_but_scored::RULE,
    &target_met_but_points_lost::RULE,
    &target_missed_but_full_marks::RULE,
    &actual_is_inequality::RULE,
    &unit_missing_or_different::RULE,
    &no_target_but_scored::RULE,
    &far_above_target::RULE,
    &actual_does_not_answer_target::RULE,
    &result_copies_goal::RULE,
    &grade_mismatch::RULE,
    &score_against_criterion::RULE,
    &row_under_wrong_heading::RULE,
    &converted_score_mismatch::RULE,
    &score_against_national_method::RULE,
    &scoring_unreadable::RULE,
    &score_missing::RULE,
    &required_chapter_missing::RULE,
    &empty_chapter::RULE,
    &figure_differs_from_data::RULE,
    &share_mismatch::RULE,
    &items_do_not_add_up::RULE,
    &count_mismatch::RULE,
    &heading_numbers::RULE,
    &year_differs::RULE,
    &literal_marks::RULE,
    &chapter_order::RULE,
    &goal_contradicts_target::RULE,
    &year_on_year_mismatch::RULE,
    &fund_scope_mismatch::RULE,
    &number_missing::RULE,
    &goal_differs_from_indicator::RULE,
    &narrative_differs_from_indicator::RULE,
    &cost_claim_contradicts_indicator::RULE,
    &average_mismatch::RULE,
    &restated_amount_differs::RULE,
    &change_mismatch::RULE,
    &rate_mismatch::RULE,
    &execution_rate_differs::RULE,
    &same_rate_differs::RULE,
    &required_field_blank::RULE,
    &mobile_number::RULE,
    &id_card_number::RULE,
    &bank_card_number::RULE,
    &private_email::RULE,
    &placeholder_left::RULE,
    &stray_latin::RULE,
    &wrong_word::RULE,
    &name_differs::RULE,
    &text_cut_off::RULE,
    &spaces_in_words::RULE,
    &broken_characters::RULE,
    &catalogue_field_missing::RULE,
    &published_late::RULE,
    &title_without_year::RULE,
    &title_year_differs::RULE,
    &dates_out_of_order::RULE,
    &impossible_date::RULE,
    &projects_total_mismatch::RULE,
    &indicator_differs_between_forms::RULE,
    &base_data_differs_from_form::RULE,
    &last_year_differs::RULE,
    &cost_target_differs_from_budget::RULE,
    &reason_copied_from_last_year::RULE,
];
